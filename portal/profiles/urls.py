"""Addresses of the ways of working, below /admin/."""

from django.urls import path

from portal.profiles import views

app_name = "profiles"
urlpatterns = [
    path("profiles/", views.areas, name="areas"),
    path("profiles/<slug:code>/", views.show, name="show"),
    path("profiles/<slug:code>/edit/", views.edit, name="edit"),
]
