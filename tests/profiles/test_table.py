"""The whole table under every preset: a way of working adds no edge and takes nobody's verb away."""

from itertools import product

import pytest
from django.db import transaction

from portal.errors import Refused
from portal.orders import rules, states
from portal.orders.reconciliation import balance
from portal.orders.states import EDGES, ENDS, State, Verb, Who
from portal.profiles.models import Profile
from portal.profiles.presets import PRESETS
from portal.profiles.queries import plan_in_force
from tests.orders.conftest import stage  # noqa: F401
from tests.profiles.roads import onward, place_and_go, steps_of, switch

CODES = sorted(PRESETS)
TABLE = {(edge.source, edge.verb, edge.target) for edge in EDGES}
REACHED_BY = {"placed": "placed", "admitted": "admit", "dispatched": "dispatch",
              "accepted": "accept", "answered": "answer", "closed": "close"}  # fmt: skip


def under(order, code):
    order.profile = Profile(says=PRESETS[code].plan.as_json())
    return order


@pytest.mark.parametrize("code", CODES)
def test_every_from_verb_and_role_is_as_in_the_house(stage, code):  # noqa: F811
    asked = 0
    for state, verb, name in product(State, Verb, stage.cast):
        order, by = stage.orders[state], stage.cast[name]
        order.profile = None
        house = bool(rules.why_not(order, verb, by(order) if callable(by) else by))
        own = bool(rules.why_not(under(order, code), verb, by(order) if callable(by) else by))
        assert own is house, (state, verb, name)
        asked += 1
    assert asked == len(State) * len(Verb) * len(stage.cast)


@pytest.mark.parametrize("code", CODES)
def test_the_house_takes_only_edges_of_the_table(stage, code):  # noqa: F811
    for state, verb in product(State, Verb):
        order = under(stage.orders[state], code)
        may = not rules.why_not(order, verb, rules.PROFILE)
        left_out = verb in PRESETS[code].plan.by_itself
        assert not may or (left_out and states.edges(state, verb))


def test_every_state_leads_to_an_end_by_people():
    """The rules ask no profile (above), so the table itself shows that nothing is stranded."""
    people = {Who.CLERK, Who.HANDLER, Who.COORDINATOR, Who.RESIDENT}
    leads = {state for state in State if state in ENDS}
    for _round in State:
        leads |= {edge.source for edge in EDGES if edge.target in leads and edge.who & people}
    assert leads == set(State)


@pytest.mark.parametrize("code", CODES)
def test_the_ledger_of_every_road_walks_the_table(town, code):
    switch(town, code)
    order = place_and_go(town, 6)
    assert order.state == State.CLOSED
    walked = [verb for verb, _by in steps_of(order)]
    assert walked == ["placed", "admitted", "dispatched", "accepted", "answered", "closed"]
    for before, after in zip(states.ROAD, states.ROAD[1:], strict=False):
        assert (before, REACHED_BY[after], after) in TABLE
    alone = {verb for verb, by in steps_of(order) if by == "profile"}
    past = {"admit": "admitted", "dispatch": "dispatched", "close": "closed"}
    assert alone == {past[verb] for verb in PRESETS[code].plan.by_itself}
    assert all(line.agrees for line in balance().lines)


@pytest.mark.parametrize(("before", "after"), [(a, b) for a in CODES for b in CODES if a != b])
def test_what_is_published_later_strands_nothing(town, before, after):
    first = switch(town, before)
    begun = [place_and_go(town, steps) for steps in (0, 2, 4)]
    switch(town, after)
    assert plan_in_force(town.community).steps == PRESETS[after].plan.steps
    for order in begun:
        while order.state not in ENDS:
            order = onward(town, order)
        order.refresh_from_db()
        assert (order.profile, order.state) == (first, State.CLOSED)


@pytest.mark.parametrize("state", ["placed", "admitted"])
@pytest.mark.parametrize("code", CODES)
def test_nobody_s_verb_is_taken_away(town, code, state):
    """Should an order stand before a step that was left out, a clerk can still take it."""
    order = place_and_go(town, 1 if state == "admitted" else 0)
    order.profile = switch(town, code)
    order.save(update_fields=["profile"])
    assert onward(town, order).state in ("admitted", "dispatched")


def test_a_verb_that_the_street_keeps_is_not_the_house_s(town):
    order = place_and_go(town, 0)
    with pytest.raises(Refused), transaction.atomic():
        rules.check(order, Verb.ADMIT, rules.PROFILE)
