"""Dispatched the afternoon before 国庆, and nobody takes it: it rises by itself to the street."""

from datetime import datetime

import pytest

from portal.orders import commands
from portal.orders.clocks.winding import wind
from portal.orders.models import Order
from portal.worktime.hours import BEIJING
from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.looking import picture
from tests.journeys.story import enter_admin, enter_desk, track
from tests.support.sites import site_on
from tests.support.town import build_town, place_order

pytestmark = pytest.mark.browser


def autumn(month, day, hour, minute=0):
    """A moment of 2026, when 1 to 7 October were days off."""
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture
def held_site(fresh_database, real_database, beside_browser):
    """Server without the worker: the test's own clock is the only one."""
    beside_browser(before_the_holiday)
    site = site_on(fresh_database)
    try:
        site.start_server()
        yield site
    finally:
        site.stop()


def before_the_holiday():
    town = build_town()
    order = place_order(town, at=autumn(9, 30, 14))
    commands.admit(order, by=town.clerk, at=autumn(9, 30, 15))
    commands.dispatch(order, to=town.team, by=town.clerk, at=autumn(9, 30, 16))


def one_order():
    order = Order.objects.select_related("owner").get()
    return order.number, order.query_code, order.state, order.owner.code, order.colour


def test_nobody_accepts_over_the_holiday(held_site, device, beside_browser):
    resident, member, coordinator = (
        ChromiumWalker(device(kind), held_site.url) for kind in ("phone", "phone", "desktop")
    )
    beside_browser(wind, at=autumn(10, 1, 15, 59))
    number, code, *stands = beside_browser(one_order)
    assert stands == ["dispatched", "gy", "blue"]

    beside_browser(wind, at=autumn(10, 8, 9))  # all days off in one pass
    assert beside_browser(one_order)[2:] == ("escalated", "ws", "blue")

    street_sees_it(coordinator, number, "临近到期")
    resident_reads_it(resident, number, code)
    enter_desk(member, "handler")
    assert number not in member.text

    beside_browser(wind, at=autumn(10, 8, 9))  # again: nothing twice
    track(resident, number, code)
    assert resident.text.count("2026-10-01 16:00") == 1
    assert resident.complaints == []


def street_sees_it(coordinator, number, colour):
    enter_admin(coordinator, "coordinator")
    coordinator.go("/admin/orders/")
    row = coordinator.page.locator("tr", has_text=number)
    assert colour in row.inner_text()
    assert "2026-10-08 17:30" in row.inner_text()  # the first working day after the days off
    picture(coordinator, "street-list")
    coordinator.follow(number)
    assert "到时无人接单" in coordinator.text
    picture(coordinator, "street-story")


def resident_reads_it(resident, number, code):
    track(resident, number, code)
    assert "这件事已上报上一级，由上一级负责协调。" in resident.text
    assert "望舒街道办事处" in resident.text
    picture(resident, "track-raised")
