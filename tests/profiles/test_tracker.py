"""The resident's tracker is the road of the street that the order was placed in, when it was placed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.cases.models import Case
from portal.orders import commands
from portal.orders.models import Consent, Order
from portal.orders.resident.progress import milestones
from tests.profiles.roads import onward, place_and_go, switch
from tests.support.town import place_order, resident_of

LOOKS = {"done": "✓", "current": "•", "todo": "·"}


def drawn(order) -> str:
    order = Order.objects.select_related("profile", "matter", "owner", "unit").get(pk=order.pk)
    return " ".join(f"{LOOKS[step.state]}{step.label}" for step in milestones(order))


@pytest.mark.parametrize(
    ("code", "steps", "road"),
    [
        ("house", 0, "•已点单 ·已受理 ·已下单 ·已接单 ·已反馈 ·已办结"),
        ("three", 0, "•群众点单 ·社区下单 ·党员接单 ·反馈"),
        ("three", 3, "✓群众点单 ✓社区下单 ✓党员接单 ✓反馈"),
        ("four", 1, "✓网格集单 •支部派单 ·多方接单 ·反馈 ·群众评单"),
        ("five", 0, "✓居民点单 ✓社区派单 •随时抢单 ·部门接单 ·反馈 ·时时晒单"),
        ("six", 3, "✓群众点单 ✓支部派单 ✓党员接单 •反馈 ·多方督单 ·平台晒单 ·群众评单"),
        ("six", 4, "✓群众点单 ✓支部派单 ✓党员接单 ✓反馈 ✓多方督单 ·平台晒单 ·群众评单"),
        ("business", 1, "✓商户拟单 ✓社区菜单 •等待买单 ·已买单 ·反馈"),
    ],
)
def test_how_far_it_is(town, code, steps, road):
    switch(town, code)
    assert drawn(place_and_go(town, steps)) == road


def test_rating_is_a_step_once_it_was_given(town):
    switch(town, "four")
    order = place_and_go(town, 3)
    commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=timezone.now())
    assert drawn(order).endswith("✓反馈 ✓群众评单")


@pytest.mark.parametrize(
    ("consent", "end"), [(Consent.NONE, "✓反馈"), (Consent.ANONYMOUS, "·时时晒单")]
)
def test_what_may_not_be_shown_is_no_step(town, consent, end):
    switch(town, "five")
    order = place_order(town, consent=consent)
    order = onward(town, onward(town, order))
    assert drawn(order).split()[-1] == end


def test_being_public_is_the_last_step(town, client):
    client.get("/healthz")  # the rooms have registered
    switch(town, "five")
    order = place_order(town)
    order = onward(town, onward(town, order))
    now = timezone.now() + timedelta(minutes=1)
    Case.objects.create(
        number=order.number, category=town.matter.category, area=town.community, title="灯亮了",
        placed_on=order.placed_at, closed_on=order.ended_at, from_seq=1, live=True,
        disclosure="anonymous", first_published_at=now, year=2026, matter_text="灯", measures="换",
        result="亮",
    )  # fmt: skip
    assert drawn(order).endswith("✓反馈 ✓时时晒单")


def test_an_early_end_has_the_steps_it_took(town):
    switch(town, "five")
    order = place_order(town)
    commands.withdraw(order, by=resident_of(order), at=timezone.now())
    assert drawn(order) == "✓居民点单 ✓社区派单 ✓随时抢单 •已撤单"


def test_a_side_state_stands_at_a_step(town):
    switch(town, "three")
    order = place_order(town)
    commands.return_for_info(order, missing="哪一栋？", by=town.clerk, at=timezone.now())
    assert drawn(order).startswith("•群众点单 ·社区下单")
