"""Two units on one order: the lead asks for help, cannot answer before it came, then does."""

import pytest

from portal.people.roles import Role
from portal.places.models import Area, Organisation
from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.looking import picture
from tests.journeys.story import (
    answer,
    dispatch,
    enter_admin,
    enter_desk,
    place_order,
    receipt,
    staff_does,
    take,
    track,
)
from tests.support.town import person

pytestmark = pytest.mark.browser
PART = "请先停三单元楼道的电，修好后再合闸"
DONE = "已停电，换灯后合闸，正常"
HELPERS = "桂雨电工组"
STILL_OPEN = "协办单位还没有办完。请等它办完，或先取消协办。"


def make_electricians():
    committee = Organisation.objects.get(code="gy")
    team = Organisation.objects.create(
        code="gy-electricians", name=HELPERS, kind=Organisation.Kind.TEAM,
        area=Area.objects.get(name="桂雨社区"), parent=committee,
    )  # fmt: skip
    person("electrician", Role.HANDLER, team)


@pytest.fixture
def people(device, town_site, beside_browser):
    beside_browser(make_electricians)
    kinds = ("phone", "desktop", "phone", "phone")
    return [ChromiumWalker(device(kind), town_site.url) for kind in kinds]


def ask(lead):
    lead.follow("请别的单位协办")
    lead.choose(HELPERS)
    lead.fill("需要该单位做什么", PART)
    picture(lead, "desk-ask-assist")
    lead.press("请别的单位协办")
    assert HELPERS in lead.text
    picture(lead, "desk-with-assist")


def help_out(helper):
    enter_desk(helper, "electrician")
    helper.follow("楼道灯维修")
    assert PART in helper.text
    assert "13800138000" not in helper.text  # who asked stays with the lead
    assert "张女士" not in helper.text
    picture(helper, "desk-assist")
    helper.press("接受协办")
    helper.follow("协办完成")
    helper.fill("做了什么？", DONE)
    helper.press("协办完成")
    assert helper.path == "/desk/"


def test_the_answer_waits_for_the_other_unit(people):
    resident, clerk, lead, helper = people
    place_order(resident)
    number, code = receipt(resident)
    enter_admin(clerk, "clerk")
    staff_does(clerk, number, "受理")
    dispatch(clerk, number)
    enter_desk(lead, "handler")
    take(lead, number)
    lead.follow("记录联系")
    lead.fill("联系情况", "要先停电，请电工一起")
    lead.press("记录联系")

    ask(lead)
    assert STILL_OPEN in lead.text
    assert not lead.named("link", "反馈").count()
    lead.go(f"/desk/{number}/answer/")  # by the address it had kept
    assert STILL_OPEN in lead.text
    assert not lead.named("button", "反馈").count()

    help_out(helper)
    lead.go(f"/desk/{number}/")
    assert DONE in lead.text
    answer(lead, number)
    track(resident, number, code)
    assert "上门换了灯头" in resident.text
    assert PART not in resident.text
    picture(resident, "track-two-units")
    assert not [said for one in (resident, lead, helper) for said in one.complaints]
