"""随手记 before Chromium: on a phone with a finger and without JavaScript, and before axe."""

import os
import time

import pytest
from django.utils import timezone

from portal.orders.models import Order
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.models import Organisation
from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.test_public_pages import Inspector
from tests.support.beside import beside
from tests.support.shared import pointing_to
from tests.support.town import SETUP, SINCE

pytestmark = pytest.mark.browser
A_MINUTE = 60


@pytest.fixture(scope="module")
def grid_worker(shared_site, django_db_blocker) -> None:
    """The handler becomes a clerk of the community as well."""
    with pointing_to(shared_site.database, django_db_blocker):
        beside(make_grid_worker)


def make_grid_worker() -> None:
    appoint(
        User.objects.get(username="handler"), organisation=Organisation.objects.get(code="gy"),
        role=Role.CLERK, since=SINCE, by=SETUP, at=timezone.now(),
    )  # fmt: skip


def seen(page, name: str) -> None:
    """Kept for people to look at, where a folder is named."""
    if folder := os.environ.get("ECHOWALL_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def sign_in(page, site) -> None:
    page.goto(f"{site}/desk/login/?next=/desk/capture/")
    page.fill("#id_username", "handler")
    page.fill("#id_password", "handler")
    page.click("main button[type=submit]")


def newest() -> tuple[int, Order]:
    """How many there are, and the last."""
    return Order.objects.count(), Order.objects.latest("number")


@pytest.mark.parametrize("script", [True, False])
def test_noted_and_settled_on_the_spot(town_of_file, grid_worker, device, beside_browser, script):
    before = beside_browser(Order.objects.count)
    page = device("phone", java_script_enabled=script)
    sign_in(page, town_of_file.url)
    began = time.monotonic()
    seen(page, f"capture-{script}")
    page.get_by_text("楼道灯维修").click()
    page.fill("#id_text", "三楼楼道灯不亮，换了灯泡")
    page.get_by_text("我巡查发现的").click()
    page.get_by_text("当场办结").click()
    page.fill("#id_done", "换上新灯泡，亮了")
    seen(page, f"capture-filled-{script}")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已记下，当场办结").wait_for()
    assert time.monotonic() - began < A_MINUTE
    seen(page, f"slip-{script}")
    page.get_by_role("button", name="显示查询码").click()
    page.get_by_text("查询码不会再显示").wait_for()
    seen(page, f"slip-code-{script}")
    now, order = beside_browser(newest)
    assert (now, order.state) == (before + 1, "answered")


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_before_axe(town_of_file, grid_worker, device, kind):
    inspector = Inspector(ChromiumWalker(device(kind), town_of_file.url))
    sign_in(inspector.page, town_of_file.url)
    inspector.look("quick note")
    inspector.page.get_by_role("button", name="提交").click()
    inspector.look("quick note, to mend")
    seen(inspector.page, f"capture-mend-{kind}")
    assert inspector.faults == []


def test_the_clerk_writes_down_a_call(town_of_file, device, beside_browser):
    before = beside_browser(Order.objects.count)
    page = device("desktop")
    page.goto(f"{town_of_file.url}/admin/login/?next=/admin/orders/enter/")
    page.fill("#id_username", "clerk")
    page.fill("#id_password", "clerk")
    page.click("button[type=submit]")
    page.get_by_role("link", name="楼道灯维修").click()
    page.select_option("#id_channel", "phone")
    page.fill("#id_text", "三楼楼道灯不亮")
    page.fill("#id_contact_phone", "13800138000")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("联系方式能不能转给承办单位").wait_for()
    seen(page, "entry-mend")
    page.locator("#id_pass_on").get_by_text("同意", exact=True).click()
    page.locator("#id_publish").get_by_text("不同意").click()
    page.get_by_role("button", name="提交").click()
    page.get_by_role("button", name="显示查询码").click()
    page.get_by_text("查询码不会再显示").wait_for()
    page.emulate_media(media="print")
    seen(page, "entry-slip-print")
    now, order = beside_browser(newest)
    assert (now, order.channel) == (before + 1, "phone")
