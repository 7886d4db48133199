"""Addresses of signing in, below /me/."""

from django.urls import path

from portal.residents import views

app_name = "residents"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("code/", views.code, name="code"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
