"""Addresses of the desk."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from portal.orders.desk import assisting, capture, cover, views
from portal.people.login import DeskLogin

app_name = "desk"
NUMBER = r"(?P<number>[0-9]{4}-[0-9]{6,9})"
urlpatterns = [
    path("", views.home, name="home"),
    path("login/", DeskLogin.as_view(), name="login"),
    path("logout/", LogoutView.as_view(next_page="desk:login"), name="logout"),
    path("capture/", capture.capture, name="capture"),
    path("away/", cover.away, name="away"),
    path("away/<int:pk>/end/", cover.end, name="end_cover"),
    path("assist/<int:pk>/", assisting.part, name="assist"),
    path("assist/<int:pk>/<str:verb>/", assisting.act, name="act_assist"),
    re_path(rf"^{NUMBER}/slip/$", capture.slip, name="slip"),
    re_path(rf"^{NUMBER}/$", views.order, name="order"),
    path("<slug:number>/photos/<uuid:photo_id>/", views.photo, name="photo"),
    re_path(rf"^{NUMBER}/(?P<verb>[a-z_]+)/$", views.act, name="act"),
]
