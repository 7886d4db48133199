"""Addresses of a resident's own pages, below /me/."""

from django.urls import path, re_path

from portal.orders.resident import me

NUMBER = r"(?P<number>[0-9]{4}-[0-9]{6,9})"

app_name = "me"
urlpatterns = [
    path("", me.home, name="home"),
    path("orders/", me.home, name="orders"),
    path("orders/tie/", me.tie_one, name="tie"),
    path("orders/same-phone/", me.same_phone, name="same_phone"),
    re_path(rf"^orders/{NUMBER}/untie/$", me.let_go, name="untie"),
    path("delete/", me.delete, name="delete"),
]
