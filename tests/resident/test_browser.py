"""The intake in a real browser on a phone: what is typed survives, a double tap is one order."""

import pytest

from portal.orders.models import Order

pytestmark = pytest.mark.browser


@pytest.fixture
def site(in_shared_site):
    """One server for this file; every test places orders of its own."""
    return in_shared_site


def to_details(page, site):
    page.goto(f"{site}/orders/new/?service=lamp")
    page.locator(".form button:visible").first.click()


def to_contact(page):
    page.fill("#id_text", "三楼楼道灯不亮了")
    page.select_option("#id_area", "990101001001")
    page.locator("button[value=next]:visible").last.click()


def fill_contact(page):
    page.fill("#id_contact_phone", "13800138000")
    page.locator("input[name=consent]").first.check()


def test_what_is_typed_and_not_sent_survives_a_reload(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "写了很久的一段话")
    phone.reload()
    assert phone.input_value("#id_text") == "写了很久的一段话"


def test_a_lost_connection_is_said_and_loses_nothing(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "写了很久的一段话")
    told = phone.locator('[data-draft-says="offline"]')
    assert not told.is_visible()
    phone.context.set_offline(True)
    told.wait_for()
    phone.locator("button[value=next]:visible").last.click()
    assert "留在这台设备上" in told.inner_text()
    assert phone.input_value("#id_text") == "写了很久的一段话"
    phone.context.set_offline(False)
    told.wait_for(state="hidden")
    phone.select_option("#id_area", "990101001001")
    phone.locator("button[value=next]:visible").last.click()
    phone.wait_for_selector("#id_contact_phone")


def test_what_comes_back_is_said_to_come_back(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "写了很久的一段话")
    phone.reload()
    assert phone.locator('[data-draft-says="restored"]').is_visible()


def test_on_a_shared_device_nothing_typed_stays_in_the_browser(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "别人不该看到的话")
    assert phone.evaluate("localStorage.length") == 1
    phone.locator("form[action='/orders/shared-device/'] button").click()
    phone.wait_for_selector("[data-draft-forget]", state="attached")
    assert phone.evaluate("localStorage.length") == 0
    to_details(phone, site)
    phone.fill("#id_text", "别人不该看到的话")
    assert phone.evaluate("localStorage.length") == 0
    phone.reload()
    assert phone.input_value("#id_text") == ""


def test_a_double_tap_is_one_order_and_the_phone_forgets_the_words(phone, site, beside_browser):
    before = beside_browser(Order.objects.count)
    to_details(phone, site)
    to_contact(phone)
    fill_contact(phone)
    phone.locator("button[value=submit]:visible").last.dblclick()
    phone.wait_for_url("**/orders/receipt/**")
    assert beside_browser(Order.objects.count) == before + 1
    assert phone.evaluate("localStorage.length") == 0


def test_the_whole_road_without_script(phone_without_script, site, beside_browser):
    page = phone_without_script
    to_details(page, site)
    to_contact(page)
    fill_contact(page)
    page.locator("button[value=submit]:visible").last.click()
    order = beside_browser(Order.objects.latest, "placed_at")
    assert page.locator(".code-card").inner_text().count(order.number) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_enter_key_goes_on_and_removes_nothing(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "灯坏了")
    phone.select_option("#id_area", "990101001001")
    phone.press("#id_place", "Enter")
    phone.wait_for_selector("#id_contact_phone")


def test_leaving_a_shared_screen_forgets_the_words_too(phone, site):
    to_details(phone, site)
    phone.fill("#id_text", "写给社区的话")
    to_contact(phone)
    fill_contact(phone)
    phone.locator("button[value=submit]:visible").last.click()
    phone.evaluate("localStorage.setItem('echowall:draft:other', '{}')")
    phone.locator("form[action='/orders/leave/'] button").click()
    phone.wait_for_url("**/orders/track/**")
    assert phone.evaluate("localStorage.length") == 0
