"""A resident with an account, on a phone: every page before axe, with script and without."""

import re

import pytest

from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.test_public_pages import Inspector
from tests.journeys.story import fill_in_order, receipt

pytestmark = pytest.mark.browser
MINE, ANOTHER = "13800138000", "13700137000"


def code_in(site, phone) -> str:
    return re.findall(rf"ends in {phone[-4:]}: (\d{{6}})", site.log())[-1]


def sign_in(walker, site, phone, look=lambda name: None) -> None:
    walker.go("/me/")
    look("sign in")
    walker.fill("手机号", "138")
    walker.press("获取验证码")
    look("sign in with a mistake")
    walker.fill("手机号", phone)
    walker.press("获取验证码")
    look("code")
    walker.fill("验证码", "1")
    walker.press("登录")
    look("code with a mistake")
    walker.fill("验证码", code_in(site, phone))
    walker.press("登录")


@pytest.mark.proof
def test_no_page_of_an_account_has_a_fault(town_of_file, device):
    site = town_of_file
    inspector = Inspector(ChromiumWalker(device("phone"), site.url))
    walker, look = inspector.walker, inspector.look
    fill_in_order(walker, "楼道灯坏了")
    walker.press("提交订单")
    number, code = receipt(walker)
    sign_in(walker, site, MINE, look)
    assert "我们找到 1 件用这个手机号的点单" in walker.text
    look("my orders, empty")
    walker.follow("看看是不是您的")
    look("orders with this phone")
    walker.choose(number)
    walker.press("归入我的单子")
    assert number in walker.text
    look("my orders")
    for link, button, name in (("请回电", "请回电", "ring"), ("更改电话", "更改", "contact")):
        walker.go(f"/orders/track/{number}/")
        look("progress")
        walker.follow(link)
        walker.press(button)
        look(f"{name} with a mistake")
    walker.go("/me/orders/tie/")
    walker.press("归入我的单子")
    look("tie with mistakes")
    walker.go("/me/")
    walker.follow("删除账号")
    look("delete")
    walker.press("删除账号")
    assert "您的单子照常办理" in walker.text
    look("signed out")
    assert inspector.faults == []


def test_without_script_the_account_works_as_well(town_of_file, phone_without_script):
    walker = ChromiumWalker(phone_without_script, town_of_file.url)
    sign_in(walker, town_of_file, ANOTHER)
    assert "您的账号里还没有单子" in walker.text
    walker.press("退出")
    assert "已退出" in walker.text
    assert walker.complaints == []


def test_an_order_prints_without_what_is_pressed(town_of_file, phone):
    walker = ChromiumWalker(phone, town_of_file.url)
    fill_in_order(walker, "楼道灯坏了", phone="13600136000")
    walker.press("提交订单")
    number, _code = receipt(walker)
    walker.go(f"/orders/track/{number}/")
    phone.emulate_media(media="print")
    shown = phone.locator(".button:visible, nav:visible, form:visible, .callout:visible")
    assert shown.count() == 0
    assert number in phone.locator("main").inner_text()
    assert phone.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
