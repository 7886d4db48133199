"""Addresses of staffing, below /admin/."""

from django.urls import path

from portal.places import views

app_name = "staffing"
urlpatterns = [
    path("posts/appoint/", views.appoint, name="appoint"),
    path("posts/<int:pk>/relieve/", views.relieve, name="relieve"),
]
