"""Addresses of accounts, below /admin/."""

from django.urls import path

from portal.people import views

app_name = "accounts"
urlpatterns = [
    path("accounts/open/", views.open_account, name="open"),
    path("accounts/<int:pk>/password/", views.renew_password, name="password"),
]
