"""Addresses of the service menu."""

from django.urls import path

from portal.services import views

app_name = "services"
urlpatterns = [
    path("", views.menu, name="menu"),
    path("<slug:code>/", views.matter, name="matter"),
]
