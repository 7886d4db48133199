"""Eleven neighbours and one lamp: handled once, answered once, rated eleven times, told in one case."""

import uuid

import pytest
from django.utils import timezone

from portal.cases.models import Case
from portal.orders import commands
from portal.orders.models import Order, Rating
from portal.orders.reconciliation import balance
from portal.orders.states import State
from portal.people.actors import Resident
from portal.people.models import User
from portal.places.models import Area
from portal.services.models import Matter
from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.looking import picture
from tests.journeys import story as told

pytestmark = pytest.mark.browser
NEIGHBOURS = 11
# All by hand is a proof; in every run the clerk merges a few by hand, and the rest beside the browser.
BY_HAND = pytest.mark.parametrize("by_hand", [3, pytest.param(10, marks=pytest.mark.proof)])
WORDS = "楼道里的灯又不亮了，第{}户反映"


@pytest.fixture
def story(device, town_site):
    kinds = ("phone", "phone", "desktop", "phone", "desktop", "desktop", "phone")
    return told.Story(*(ChromiumWalker(device(kind), town_site.url) for kind in kinds))


def one_more_reports_it(nth):
    key = uuid.uuid4()
    intake = commands.Intake(
        key=key, matter=Matter.objects.get(), area=Area.objects.get(name="桂雨社区"),
        text=WORDS.format(nth), contact_name="邻居", contact_phone=f"1390013{nth:04}",
    )  # fmt: skip
    commands.place(intake, by=Resident(key), at=timezone.now())


def all_report_it(story, beside) -> list[tuple[str, str]]:
    """Two with their phones, the others otherwise; number and code of each, the first first."""
    for walker, phone in ((story.resident, "13800138000"), (story.resident_later, "13700137000")):
        told.place_order(walker, phone=phone)
        told.receipt(walker)
    for nth in range(3, NEIGHBOURS + 1):
        beside(one_more_reports_it, nth)
    return beside(
        lambda: list(Order.objects.order_by("number").values_list("number", "query_code"))
    )


def clerk_merges(clerk, numbers, lead):
    for number in numbers:
        clerk.go(f"/admin/orders/{number}/")
        clerk.follow("并案")
        clerk.choose(lead)
        picture(clerk, f"merge-{number}")
        clerk.press("并案")
        clerk.page.get_by_text("已并案。反映人保留自己的单号").wait_for()


def merges_the_rest(lead):
    clerk, lead = User.objects.get(username="clerk"), Order.objects.get(number=lead)
    for order in Order.objects.filter(state=State.PLACED).exclude(pk=lead.pk):
        commands.merge(order, into=lead, by=clerk, at=timezone.now())


def rate_for(order):
    commands.rate(
        order, solved="yes", satisfied=4, consent="anonymous", by=Resident(order.pk),
        at=timezone.now(),
    )  # fmt: skip


def others_rate():
    """Whoever has not yet said a word."""
    for order in Order.objects.filter(ratings=None):
        rate_for(order)


def sums_agree():
    states = Order.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [State.CLOSED, *[State.MERGED] * 10]
    assert Rating.objects.values("order").distinct().count() == NEIGHBOURS
    assert all(line.agrees for line in balance().lines)
    case = Case.objects.get()
    assert (case.reporters, case.raters) == (NEIGHBOURS, NEIGHBOURS)


@BY_HAND
def test_eleven_neighbours_and_one_lamp(story, beside_browser, by_hand):
    reports = all_report_it(story, beside_browser)
    (lead, code), *others = reports
    story.number = lead
    told.clerk_admits(story)
    clerk_merges(story.clerk, [number for number, _code in others[:by_hand]], lead)
    beside_browser(merges_the_rest, lead)
    told.clerk_dispatches(story)
    told.member_accepts(story)
    each_reads_that_it_was_merged(story.resident_later, others[:by_hand])
    told.answer(story.member, lead)
    three_rate_themselves(story, reports)
    beside_browser(others_rate)
    told.clerk_closes(story)
    told.editor_writes_and_submits(story)
    told.reviewer_approves(story)
    story.reader.go(f"/echo/{lead}/")
    assert f"{NEIGHBOURS} 位居民" in story.reader.text
    picture(story.reader, "case-of-eleven")
    beside_browser(sums_agree)
    assert not [
        said for one in (story.resident, story.member, story.reader) for said in one.complaints
    ]


def each_reads_that_it_was_merged(phone, reports):
    for number, code in reports:
        told.track(phone, number, code)
        assert "合并办理" in phone.text
        assert "已接单" in phone.page.locator(".tracker__step.is-current").inner_text()
        assert "13800138000" not in phone.text
    picture(phone, "track-merged")


def three_rate_themselves(story, reports):
    for walker, (number, code) in zip(
        (story.resident, story.resident_later, story.reader), reports, strict=False
    ):
        told.track(walker, number, code)
        assert "换了灯头" in walker.text
        told.rate(walker, "已解决", "满意")
        assert "满意" in walker.text
    picture(story.resident_later, "track-merged-rated")
