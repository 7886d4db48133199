"""我也遇到了: an open matter in public, a neighbour joins it, one answer, two ratings, one case."""

import pytest

from portal.cases.models import Case
from portal.orders.models import Order, Rating
from portal.orders.reconciliation import balance
from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.looking import picture
from tests.journeys import story as told

pytestmark = [pytest.mark.browser, pytest.mark.proof]
TITLE, MATTER = "三楼楼道灯不亮，正在检修", "三楼楼道照明坏了，夜里上下楼不便，已安排人员检查。"
NEIGHBOUR, HER_WORDS = "13700137000", "我家门口这盏也不亮"


@pytest.fixture
def story(device, town_site):
    kinds = ("phone", "phone", "desktop", "phone", "desktop", "desktop", "desktop")
    return told.Story(*(ChromiumWalker(device(kind), town_site.url) for kind in kinds))


def clerk_asks(story):
    clerk = story.clerk
    clerk.go(f"/admin/orders/{story.number}/")
    picture(clerk, "open-story")
    clerk.follow("办理中公开")
    clerk.fill("标题", TITLE)
    clerk.fill("事由", MATTER)
    picture(clerk, "open-ask")
    clerk.press("交给编辑")
    clerk.page.get_by_text("已交给编辑").wait_for()


def two_release_it(story):
    told.enter_admin(story.editor, "editor")
    told.open_case(story.editor, story.number)
    picture(story.editor, "open-edit")
    story.editor.press("提交给")
    story.reader.go("/echo/")
    assert TITLE not in story.reader.text
    told.enter_admin(story.reviewer, "reviewer")
    told.open_case(story.reviewer, story.number)
    story.reviewer.press("批准")
    story.reviewer.page.get_by_text("公众现在可以看到").wait_for()


def neighbour_joins(story):
    """From the wall, with her phone; matter and community stand in the form already."""
    phone = story.resident_later
    phone.go("/echo/?state=underway")
    picture(phone, "open-wall-phone")
    phone.follow(TITLE)
    for words in ("办理中", "评价也都是您自己的", "桂雨维修队"):
        assert words in phone.text
    for private in (told.WORDS, told.PHONE, "张女士", "5号楼三单元"):
        assert private not in phone.text
    picture(phone, "open-case-phone")
    phone.follow("我也遇到了")
    picture(phone, "open-intake-phone")
    phone.press("下一步：填写情况")
    assert phone.field("所在社区").input_value() == "990101001001"
    phone.fill("情况说明", HER_WORDS)
    phone.press("下一步：怎么联系您")
    phone.fill("电话", NEIGHBOUR)
    phone.choose("可以，不出现我的姓名、电话和门牌")
    phone.press("提交订单")
    return told.receipt(phone)


def clerk_merges(story, number):
    clerk = story.clerk
    clerk.go(f"/admin/orders/{story.number}/")
    assert "居民说也遇到了" in clerk.text
    picture(clerk, "open-lead")
    clerk.follow("查看并案")
    picture(clerk, "open-gather")
    clerk.go(f"/admin/orders/{number}/")
    picture(clerk, "open-echo")
    clerk.follow(f"并入 {story.number}")
    picture(clerk, "open-merge")
    clerk.press("并案")
    clerk.page.get_by_text("已并案。反映人保留自己的单号").wait_for()


def both_rate(story, number, code):
    for walker, order, its in ((story.resident, story.number, story.code),
                               (story.resident_later, number, code)):  # fmt: skip
        told.track(walker, order, its)
        assert "换了灯头" in walker.text
        told.rate(walker, "已解决", "满意")


def the_outcome_is_told(story):
    story.reader.go(f"/echo/{story.number}/")
    picture(story.reader, "open-closed-unwritten")
    told.open_case(story.editor, story.number)
    for label, words in told.PUBLIC.items():
        story.editor.fill(label, words)
    story.editor.press("提交给")
    told.open_case(story.reviewer, story.number)
    story.reviewer.press("批准")


def sums_agree():
    case = Case.objects.get()
    assert (case.live, case.reporters, case.raters, case.standing) == (True, 2, 2, "closed")
    assert Rating.objects.values("order").distinct().count() == 2
    assert set(Order.objects.values_list("state", flat=True)) == {"closed", "merged"}
    assert all(line.agrees for line in balance().lines)


def test_a_neighbour_joins_what_is_under_way(story, beside_browser):
    told.resident_orders_without_an_account(story)
    told.clerk_admits(story)
    told.clerk_dispatches(story)
    told.member_accepts(story)
    clerk_asks(story)
    two_release_it(story)
    story.reader.go(f"/echo/{story.number}/")
    picture(story.reader, "open-case-desktop")
    number, code = neighbour_joins(story)
    clerk_merges(story, number)
    told.answer(story.member, story.number)
    both_rate(story, number, code)
    told.clerk_closes(story)
    until_closed(story.reader, story.number)
    the_outcome_is_told(story)
    story.reader.go(f"/echo/{number}/")
    assert story.reader.path == f"/echo/{story.number}/"
    assert told.RESULT in story.reader.text
    assert "2 位居民" in story.reader.text
    picture(story.reader, "open-outcome-desktop")
    beside_browser(sums_agree)
    assert not [
        said
        for one in (story.resident, story.resident_later, story.reader)
        for said in one.complaints
    ]


def until_closed(reader, number):
    def closed() -> bool:
        reader.go(f"/echo/{number}/")
        return "已办结" in reader.text

    told.until(closed, "the case follows its order")
