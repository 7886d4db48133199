"""What a street's way of working does to its orders: steps, teams, limits, words."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.orders import commands, queries
from portal.orders.commands.capture import Settled
from portal.orders.states import Cause, Verb
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.profiles.plans import HOUSE, Limits, Plan, with_fixed
from portal.profiles.presets import PRESETS
from portal.profiles.steps import Step
from tests.profiles.roads import onward, place_and_go, steps_of, switch
from tests.support.town import SETUP, SINCE, person, place_order, resident_of


def limited(**limits):
    return replace(HOUSE, limits=Limits(**limits))


@pytest.mark.parametrize(
    ("code", "state", "unit"),
    [("house", "placed", False), ("three", "admitted", False), ("four", "admitted", False),
     ("five", "dispatched", True), ("six", "admitted", False), ("business", "placed", False)],
)  # fmt: skip
def test_where_an_order_stands_once_it_is_placed(town, code, state, unit):
    switch(town, code)
    order = place_order(town)
    assert (order.state, order.unit == town.team) == (state, unit)
    order.refresh_from_db()
    assert (order.state, order.unit == town.team) == (state, unit)


def test_every_step_the_house_takes_has_its_entry(town):
    switch(town, "five")
    order = place_order(town)
    assert steps_of(order) == [
        ("placed", "resident"),
        ("admitted", "profile"),
        ("dispatched", "profile"),
    ]
    order = onward(town, onward(town, order))
    assert order.state == "closed"
    assert steps_of(order)[-1] == ("closed", "profile")


def test_the_menu_is_the_community_s_then_units_take_the_bill(town):
    switch(town, "business")
    order = place_order(town)
    assert order.state == "placed"
    assert onward(town, order).state == "dispatched"


@pytest.mark.parametrize("lost", ["kind", "handlers", "offer"])
def test_without_a_fitting_team_it_waits_for_a_clerk(town, lost):
    plan = PRESETS["five"].plan
    if lost == "kind":
        town.team.team_kind = "policy"
        town.team.save()
    elif lost == "handlers":
        town.team.posts.all().delete()
    else:
        plan = replace(plan, teams=("help",))
        town.matter.team_kind._meta.model.objects.create(code="help", name="助困")
    switch(town, "five", plan)
    order = place_order(town)
    assert order.state == "admitted"
    assert queries.fitting_units(order).count() == 0


def test_what_was_given_back_is_not_offered_again_by_itself(town):
    switch(town, "five")
    order = commands.turn_down(
        place_order(town), reason="人手不够", by=town.handler, at=timezone.now()
    )
    assert order.state == "admitted"
    assert onward(town, order).state == "dispatched"


@pytest.mark.parametrize(
    ("teams", "kind", "taken"),
    [((), "aid", True), (("aid",), "aid", True), (("help",), "aid", False), (("help",), "", True)],
)
def test_teams_that_the_street_does_not_offer(town, teams, kind, taken):
    type(town.matter.team_kind).objects.create(code="help", name="爱心")
    town.team.team_kind = kind
    town.team.save()
    switch(town, "house", replace(HOUSE, teams=teams))
    order = place_and_go(town, 1)
    assert queries.units_offered(order).filter(pk=town.team.pk).exists() is taken
    try:
        commands.dispatch(order, to=town.team, by=town.clerk, at=timezone.now())
        assert taken
    except Refused:
        assert not taken


@pytest.mark.parametrize(
    ("most", "length", "taken"),
    [(1000, 1000, True), (1000, 1001, False), (2000, 2000, True), (2000, 2001, False)],
)
def test_how_much_a_resident_may_write(town, most, length, taken):
    switch(town, "house", limited(text_most=most))
    try:
        assert place_order(town, text="灯" * length).state == "placed"
        assert taken
    except Refused as refusal:
        assert not taken
        assert str(most) in str(refusal)


@pytest.mark.parametrize(
    ("days", "after", "taken"), [(30, 29, True), (30, 31, False), (60, 31, True), (7, 8, False)]
)
def test_how_long_the_rating_stays_open(town, days, after, taken):
    switch(town, "house", limited(rating_days=days))
    order, late = place_and_go(town, 5), timezone.now() + timedelta(days=after)
    try:
        commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=late)
        assert taken
    except Refused as refusal:
        assert not taken
        assert str(days) in str(refusal)


def test_rating_is_the_resident_s_right_on_every_road(town):
    for code in PRESETS:
        switch(town, code)
        order = place_and_go(town, 5)
        order = commands.rate(
            order, solved="no", satisfied=1, by=resident_of(order), at=timezone.now()
        )
        assert (order.state, order.redo_count) == ("dispatched", 1), code


def test_words_of_the_street(town):
    switch(town, "five")
    order = place_order(town)
    assert order.get_state_display() == "随时抢单"
    assert order.verb_label(Verb.ACCEPT) == "抢单"
    assert order.verb_label(Verb.SUSPEND) == Verb.SUSPEND.label
    order.profile = None
    assert order.get_state_display() == "已下单"


def test_a_plan_of_its_own_steps(town):
    """Every optional step alone: the road is walked, whatever is kept."""
    for step in (Step.ADMIT, Step.CHECK, Step.PUBLISH, Step.RATE):
        switch(town, "house", Plan(steps=with_fixed([Step.DISPATCH, step])))
        order = place_and_go(town, 6)
        assert order.state == "closed"


def test_the_desk_and_the_clerk_see_the_street_s_buttons(town, as_):
    switch(town, "five")
    order = place_order(town)
    desk = as_("handler").get(f"/desk/{order.number}/").content.decode()
    assert "抢单" in desk
    story = as_("clerk").get(f"/admin/orders/{order.number}/").content.decode()
    assert "随时抢单" in story
    assert "/act/admit" not in story


@pytest.mark.parametrize(("most", "raised"), [(1, True), (2, False)])
def test_how_often_an_order_may_be_given_back(town, most, raised):
    switch(town, "house", limited(returns_before_raise=most))
    order = place_and_go(town, 2)
    order = commands.turn_down(order, reason="人手不够", by=town.handler, at=timezone.now())
    assert (order.state == "escalated", order.owner == town.street_office) == (raised, raised)


@pytest.mark.parametrize(
    ("chain", "owner", "level"),
    [(("subdistrict", "district"), "ws", 1), (("district",), "qinghe", 2)],
)
def test_the_way_up_is_the_street_s(town, chain, owner, level):
    switch(town, "house", replace(HOUSE, escalation=chain))
    order = place_and_go(town, 1)
    order = commands.escalate(
        order, cause=Cause.BY_HAND, reason="需要街道", by=town.clerk, at=timezone.now()
    )
    assert (order.owner.code, order.level) == (owner, level)


@pytest.mark.parametrize("code", sorted(PRESETS))
@pytest.mark.parametrize("offered_elsewhere", [False, True])
def test_settling_on_the_spot_goes_every_road(town, code, offered_elsewhere):
    """Where units grab, the order may have been offered to another team before."""
    both = town.second_handler
    own = town.team
    if offered_elsewhere:
        own = type(own).objects.create(
            code="zz-team", name="巡查队", kind="team", area=town.community
        )
        both = person("both", Role.HANDLER, own)
    appoint(both, organisation=town.committee, role=Role.CLERK, since=SINCE, by=SETUP,
            at=timezone.now())  # fmt: skip
    switch(town, code)
    intake = commands.Intake(key=uuid4(), matter=town.matter, area=town.community, text="灯不亮")
    settled = Settled("张女士", "换了灯泡", "当天")
    order = commands.capture(intake, settled=settled, by=both, at=timezone.now())
    checked = Step.CHECK in PRESETS[code].plan.steps
    assert (order.state, order.unit) == ("answered" if checked else "closed", own)
