"""我也遇到了, as staff see it: who says it is the same, and one click to merge, or all at once."""

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import Order
from portal.people.actors import Resident
from tests.support.town import order_in, place_order

NOW = timezone.now()


@pytest.fixture
def lead(town):
    return order_in(town, "accepted", at=NOW)


def echo(town, lead, **intake):
    return place_order(town, at=NOW, echoes=lead, **intake)


def text(answer):
    return answer.content.decode()


def test_the_merge_form_comes_with_what_the_resident_named(town, as_, lead):
    for _older in range(14):  # more of the same matter than are shown to choose from
        place_order(town)
    order = echo(town, lead)
    clerk = as_("clerk")
    story = text(clerk.get(f"/admin/orders/{order.number}/"))
    assert f"并入 {lead.number}" in story
    address = f"/admin/orders/{order.number}/merge/"
    page = clerk.get(address)
    assert page.context["form"]["into"].value() == lead.pk
    assert "checked" in text(page)
    clerk.post(address, {"into": str(lead.pk)})
    order.refresh_from_db()
    assert (order.state, order.merged_into) == ("merged", lead)


def test_where_the_one_named_was_merged_its_own_lead_is_named(town, as_, lead):
    named = place_order(town)
    commands.merge(named, into=lead, by=town.clerk, at=NOW)
    order = echo(town, named)
    page = as_("clerk").get(f"/admin/orders/{order.number}/merge/")
    assert page.context["form"]["into"].value() == lead.pk
    assert order.number in text(as_("clerk").get(f"/admin/orders/{lead.number}/gather/"))


@pytest.mark.parametrize(("state", "named"), [("accepted", True), ("closed", False),
                                              ("withdrawn", False), ("returned", False)])  # fmt: skip
def test_only_what_can_lead_is_named(town, as_, state, named):
    lead = order_in(town, state)
    order = echo(town, lead)
    page = as_("clerk").get(f"/admin/orders/{order.number}/merge/")
    assert (page.context["form"]["into"].value() == lead.pk) is named
    story = text(as_("clerk").get(f"/admin/orders/{order.number}/"))
    assert f"和 {lead.number} 是同一件事" in story
    assert (f"并入 {lead.number}" in story) is named


def test_the_lead_lists_them_and_merges_them_at_once(town, as_, lead):
    mine, other, stranger = echo(town, lead), echo(town, lead), place_order(town)
    clerk, address = as_("clerk"), f"/admin/orders/{lead.number}/gather/"
    assert address in text(clerk.get(f"/admin/orders/{lead.number}/"))
    page = text(clerk.get(address))
    assert all(order.number in page for order in (mine, other))
    assert stranger.number not in page
    sent = {"order": [mine.number, other.number, stranger.number]}
    done = clerk.post(address, sent, follow=True)
    assert done.redirect_chain == [(address, 302)]
    assert "2 单已并入" in text(done)
    again = text(clerk.post(address, sent, follow=True))
    assert "3 单已有别的进展" in again
    assert mine.number in again
    states = {order.pk: order.state for order in Order.objects.all()}
    assert (states[mine.pk], states[other.pk], states[stranger.pk]) == (
        "merged",
        "merged",
        "placed",
    )
    assert address not in text(clerk.get(f"/admin/orders/{lead.number}/"))


def test_what_is_not_ticked_stays_and_a_refusal_keeps_none_back(town, as_, lead):
    helped, good, left = (echo(town, lead) for _n in range(3))
    commands.admit(helped, by=town.clerk, at=NOW)
    commands.dispatch(helped, to=town.team, by=town.clerk, at=NOW)
    commands.ask_assist(helped, to=town.street_office, what="借梯子", by=town.clerk, at=NOW)
    address = f"/admin/orders/{lead.number}/gather/"
    told = text(as_("clerk").post(address, {"order": [helped.number, good.number]}, follow=True))
    assert "1 单没有并案" in told
    assert [Order.objects.get(pk=one.pk).state for one in (helped, good, left)] == [
        "dispatched", "merged", "placed",
    ]  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"order": "x" * 50}, {"order": "2026-1\0"}])
def test_nothing_ticked_merges_nothing(town, as_, lead, sent):
    order, address = echo(town, lead), f"/admin/orders/{lead.number}/gather/"
    assert "请先勾选订单" in text(as_("clerk").post(address, sent, follow=True))
    order.refresh_from_db()
    assert order.state == "placed"


def test_what_moved_on_while_the_page_was_open_is_counted(town, as_, lead):
    gone, good = echo(town, lead), echo(town, lead)
    commands.withdraw(gone, by=Resident(gone.pk), at=NOW)
    address = f"/admin/orders/{lead.number}/gather/"
    sent = {"order": [gone.number, good.number]}
    told = text(as_("clerk").post(address, sent, follow=True))
    assert "1 单已并入" in told
    assert f"1 单已有别的进展，没有变动：{gone.number}" in told
    states = [Order.objects.get(pk=one.pk).state for one in (gone, good)]
    assert states == ["withdrawn", "merged"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("coordinator", 200), ("other_clerk", 404), ("handler", 302), ("editor", 302),
     ("reviewer", 302), ("auditor", 302)],
)  # fmt: skip
def test_gathering_is_for_the_leads_own_staff(town, as_, lead, who, status, method):
    order = echo(town, lead)
    address = f"/admin/orders/{lead.number}/gather/"
    answer = getattr(as_(who), method)(address, {"order": order.number})
    merges = (method, status) == ("post", 200)
    assert answer.status_code == (302 if merges else status)
    order.refresh_from_db()
    assert (order.state == "merged") is merges


def test_an_order_of_another_community_is_neither_listed_nor_merged(town, as_, lead):
    far = echo(town, lead, area=town.other_community)
    address = f"/admin/orders/{lead.number}/gather/"
    assert far.number not in text(as_("clerk").get(address))
    assert far.number not in text(as_("clerk").get(f"/admin/orders/{lead.number}/"))
    as_("clerk").post(address, {"order": far.number})
    far.refresh_from_db()
    assert far.state == "placed"


def test_reading_them_costs_the_same_for_one_and_for_ten(
    town, as_, lead, django_assert_max_num_queries
):
    clerk, address = as_("clerk"), f"/admin/orders/{lead.number}/gather/"
    echo(town, lead)
    clerk.get(address)
    with django_assert_max_num_queries(60) as few:
        clerk.get(address)
    for _more in range(9):
        echo(town, lead)
    with django_assert_max_num_queries(len(few)):
        clerk.get(address)
