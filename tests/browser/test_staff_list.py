"""The clerk's list, its tools and the agenda before Chromium: axe on what is ours, and pictures."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from portal.orders.models import Order
from portal.people.models import User
from portal.places.models import Area, Organisation
from portal.services.models import Matter
from tests.browser.test_public_pages import WCAG
from tests.browser.test_quick_note import seen
from tests.support.beside import beside
from tests.support.shared import pointing_to
from tests.support.town import order_in

pytestmark = pytest.mark.browser
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
EACH_KIND = pytest.mark.parametrize(
    "kind", ["phone", pytest.param("desktop", marks=pytest.mark.proof)]
)


@pytest.fixture(scope="module")
def numbers(shared_site, django_db_blocker) -> list[str]:
    """Of a few orders in every colour, in the town of this file."""
    with pointing_to(shared_site.database, django_db_blocker):
        return beside(fill)


def fill() -> list[str]:
    staff = {name: User.objects.get(username=name) for name in ("clerk", "handler")}
    town = SimpleNamespace(
        matter=Matter.objects.get(), community=Area.objects.get(code="990101001001"),
        team=Organisation.objects.get(code="gy-team"), **staff,
    )  # fmt: skip
    for state, colour in (("placed", ""), ("admitted", "blue"), ("dispatched", "yellow"),
                          ("accepted", "red"), ("admitted", "red"), ("closed", "")):  # fmt: skip
        order = order_in(town, state)
        Order.objects.filter(pk=order.pk).update(colour=colour, due_at=timezone.now())
    return list(Order.objects.order_by("number").values_list("number", flat=True))


def faults(page) -> list[str]:
    """What axe finds in our part of a page; the frame is Wagtail's."""
    found = Axe().run(page, context="main", options=WCAG)
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in found.response["violations"]
        for node in one["nodes"][:2]
    ]


def at_the_list(page, site, kind):
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[kind], strict=True)))
    page.goto(f"{site.url}/admin/login/?next=/admin/orders/")
    page.fill("#id_username", "clerk")
    page.fill("#id_password", "clerk")
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")


@EACH_KIND
def test_on_a_phone_the_filters_are_one_knob(town_of_file, numbers, device, kind):
    page = device(kind)
    at_the_list(page, town_of_file, kind)
    knob, unit = page.locator(".ew-filters__knob"), page.locator("select[name=unit]")
    seen(page, f"staff-folded-{kind}")
    if kind == "phone":
        assert page.locator(".ew-filters").bounding_box()["height"] < 200
        assert not unit.is_visible()
        page.locator("#ew-more").focus()
        page.keyboard.press("Space")
        assert unit.is_visible()
        seen(page, "staff-unfolded-phone")
    assert knob.is_visible() is (kind == "phone")
    unit.select_option(index=1)
    page.locator(".ew-filters button:visible").last.click()
    page.wait_for_load_state("networkidle")
    assert "unit=" in page.url
    assert ("筛选 (1)" in page.locator(".ew-filters").inner_text()) is (kind == "phone")


@pytest.mark.proof
@pytest.mark.parametrize("kind", list(SIZES))
def test_the_clerks_tools(town_of_file, numbers, device, kind):
    page = device(kind)
    at_the_list(page, town_of_file, kind)
    told, taken = [], f"{numbers[3]}/"
    for name, address in {
        "list": "?colour=red", "agenda": "agenda/", "export": "export/", "enter": "enter/",
        "story": taken, "contact": f"{taken}contact/",
        "bulk": f"bulk/?order={numbers[1]}&order={numbers[4]}&order={numbers[5]}",
    }.items():  # fmt: skip
        page.goto(f"{town_of_file.url}/admin/orders/{address}")
        page.wait_for_load_state("networkidle")
        seen(page, f"staff-{name}-{kind}")
        told += [f"{name}: {fault}" for fault in faults(page)]
    assert told == []
