"""Addresses of the echo wall. They are permanent."""

from django.urls import path

from portal.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.wall, name="wall"),
    path("<str:number>/", views.case, name="case"),
]
