"""Addresses of the resident's side."""

from django.urls import path, re_path

from portal.orders.resident import contacting, tracking
from portal.orders.resident.intake import new
from portal.orders.resident.links import by_link
from portal.orders.resident.me import shared_device
from portal.orders.resident.private import photo

NUMBER = r"(?P<number>[0-9]{4}-[0-9]{6,9})"

app_name = "orders"
urlpatterns = [
    path("new/", new, name="new"),
    path("photos/<uuid:photo_id>/", photo, name="photo"),
    path("track/", tracking.track, name="track"),
    path("shared-device/", shared_device, name="shared_device"),
    path("leave/", tracking.leave, name="leave"),
    path("rate/<str:token>/", by_link, name="by_link"),
    re_path(rf"^receipt/{NUMBER}/$", tracking.receipt, name="receipt"),
    re_path(rf"^track/{NUMBER}/$", tracking.show, name="progress"),
    re_path(rf"^track/{NUMBER}/contact/$", contacting.contact, name="contact"),
    re_path(rf"^track/{NUMBER}/ring/$", contacting.ring, name="ring"),
    re_path(rf"^track/{NUMBER}/withdraw/$", tracking.withdraw, name="withdraw"),
    re_path(rf"^track/{NUMBER}/(?P<name>supplement|rate|consent)/$", tracking.act, name="act"),
]
