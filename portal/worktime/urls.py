"""Addresses of the working calendars, below /admin/."""

from django.urls import path, register_converter

from portal.worktime import views


class ThisCentury:
    """A year that a calendar can be of."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)


register_converter(ThisCentury, "century")

app_name = "worktime"
urlpatterns = [
    path("calendars/", views.years, name="years"),
    path("calendars/<century:year>/", views.year, name="year"),
    path("calendars/<century:year>/load/", views.load, name="load"),
]
