"""From the millionth order of a year on a number has seven digits, and every page still has an address."""

import pytest
from django.urls import resolve, reverse


@pytest.mark.parametrize("number", ["2026-000123", "2026-1000000"])
@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("orders_modeladmin_inspect", []),
        ("order_staff:act", ["admit"]),
        ("desk:order", []),
        ("desk:act", ["accept"]),
        ("orders:progress", []),
    ],
)
def test_every_number_has_its_pages(name, rest, number):
    assert resolve(reverse(name, args=[number, *rest])).view_name == name
