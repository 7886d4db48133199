"""Addresses below /admin/ beside those of the viewset."""

from django.urls import re_path

from portal.cases import staff

app_name = "case_staff"
urlpatterns = [
    re_path(r"^cases/(?P<number>[0-9]{4}-[0-9]{6,9})/ask/$", staff.ask, name="ask"),
]
