"""A street switches to 五单 in the admin; the next order follows it, the one under way keeps its road."""

import os
from pathlib import Path

import pytest

from portal.places.models import Organisation
from tests.browser.chromium_walker import ChromiumWalker
from tests.journeys.story import answer, enter_admin, enter_desk, place_order, receipt, track

pytestmark = pytest.mark.browser
HOUSE = ["已点单", "已受理", "已下单", "已接单", "已反馈", "已办结"]
FIVE = ["居民点单", "社区派单", "随时抢单", "部门接单", "反馈", "时时晒单"]


def team_of_its_kind():
    Organisation.objects.filter(code="gy-team").update(team_kind="aid")


def road(walker) -> list[str]:
    names = walker.page.locator(".tracker__name").all()
    return [name.inner_text().split("（")[0].strip() for name in names]


def place(walker, phone: str) -> tuple[str, str]:
    place_order(walker, phone=phone)
    number, code = receipt(walker)
    walker.follow("查看进度")
    return number, code


def picture(walker, name: str) -> None:
    """For looking at: where PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        size = walker.page.viewport_size
        walker.page.set_viewport_size({**size, "height": 2100})  # the admin scrolls within itself
        walker.page.screenshot(path=Path(folder) / f"{name}.png")
        walker.page.set_viewport_size(size)


@pytest.fixture
def people(device, town_site, beside_browser):
    beside_browser(team_of_its_kind)
    kinds = ("phone", "phone", "phone", "desktop", "desktop")
    return [ChromiumWalker(device(kind), town_site.url) for kind in kinds]


def switch_to_five(coordinator) -> None:
    enter_admin(coordinator, "coordinator")
    coordinator.follow("办单方式")
    picture(coordinator, "profiles-list")
    coordinator.follow("更改")
    coordinator.choose("五单")
    coordinator.press("按此填入")
    picture(coordinator, "profiles-filled")
    coordinator.page.locator("#road").wait_for()
    assert road(coordinator) == FIVE
    picture(coordinator, "profiles-preview")
    coordinator.press("发布")
    coordinator.page.wait_for_url("**/profiles/990101001/")
    assert "第 1 版已发布" in coordinator.text
    assert road(coordinator) == FIVE
    picture(coordinator, "profiles-published")


def test_the_next_order_follows_and_the_one_under_way_does_not(people):
    before, after, member, coordinator, clerk = people
    number_before, code_before = place(before, "13800138000")
    assert road(before) == HOUSE
    switch_to_five(coordinator)

    number, code = place(after, "13900139000")
    assert road(after) == FIVE
    assert "随时抢单" in after.text
    picture(after, "track-five")

    enter_admin(clerk, "clerk")
    clerk.go("/admin/orders/")
    assert "随时抢单" in clerk.text
    picture(clerk, "clerk-list")
    clerk.follow(number_before)
    clerk.follow("受理")

    enter_desk(member, "handler")
    member.go(f"/desk/{number}/")
    member.press("抢单")
    answer(member, number)
    track(after, number, code)
    assert road(after) == FIVE
    assert "已办结" in after.text
    assert after.page.locator(".tracker__step.is-current").count() == 0
    track(before, number_before, code_before)
    assert road(before) == HOUSE
    assert not [complaint for walker in people for complaint in walker.complaints]
