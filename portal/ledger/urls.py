"""Addresses of the ledger's staff pages, below /admin/."""

from django.urls import path

from portal.ledger import views

app_name = "ledger_staff"
urlpatterns = [
    path("followers/", views.followers_page, name="followers"),
    path("followers/parked/<int:pk>/retry/", views.retry, name="retry"),
]
