"""The pure half: the codes are those of the table, every plan has a road, every state stands on it."""

from itertools import combinations

import pytest

from portal.orders import states
from portal.orders.states import EDGES, Verb
from portal.profiles import roads, steps
from portal.profiles.plans import HOUSE, Plan, with_fixed
from portal.profiles.presets import PRESETS
from portal.profiles.previews import by_itself, preview
from portal.profiles.steps import OPTIONAL, Step

PLANS = [
    Plan(steps=with_fixed(kept))
    for n in range(len(OPTIONAL) + 1)
    for kept in combinations(OPTIONAL, n)
    if {Step.DISPATCH, Step.CLAIM} & set(kept)
]


def test_codes_are_those_of_the_table():
    assert tuple(state.value for state in states.ROAD) == steps.MAIN_ROAD
    assert set(steps.STATES.values()) == set(steps.MAIN_ROAD)
    assert set(steps.VERBS.values()) <= set(Verb.values)
    for step, verb in steps.VERBS.items():
        if step in steps.STATES and step != Step.CLAIM:
            targets = {edge.target for edge in EDGES if edge.verb == verb}
            assert targets == {steps.STATES[step]}


def test_the_house_is_the_six_steps():
    assert [stop.state for stop in roads.road(HOUSE)] == list(steps.MAIN_ROAD)
    assert [stop.label for stop in roads.road(HOUSE)] == [s.label for s in states.ROAD]
    assert not HOUSE.by_itself


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: "-".join(sorted(plan.steps)))
def test_every_state_stands_on_every_road(plan):
    stops = roads.road(plan)
    stands = [roads.stands_at(plan, state) for state in steps.MAIN_ROAD]
    assert stands == sorted(stands)
    assert all(stops[index].state for index in stands)
    assert stops[0].state == "placed"
    assert {"accepted", "answered"} <= {stop.state for stop in stops}
    assert plan.by_itself <= {"admit", "dispatch", "close"}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: "-".join(sorted(plan.steps)))
def test_what_is_stored_is_what_was_said(plan):
    again = Plan.from_json(plan.as_json())
    assert again == plan
    assert again.digest == plan.digest


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("house", ["已点单", "已受理", "已下单", "已接单", "已反馈", "已办结"]),
        ("three", ["群众点单", "社区下单", "党员接单", "反馈"]),
        ("four", ["网格集单", "支部派单", "多方接单", "反馈", "群众评单"]),
        ("five", ["居民点单", "社区派单", "随时抢单", "部门接单", "反馈", "时时晒单"]),
        ("six", ["群众点单", "支部派单", "党员接单", "反馈", "多方督单", "平台晒单", "群众评单"]),
        ("business", ["商户拟单", "社区菜单", "等待买单", "已买单", "反馈"]),
    ],
)
def test_presets_are_the_roads_they_are_named_for(code, labels):
    assert [stop.label for stop in roads.road(PRESETS[code].plan)] == labels
    assert [shown.label for shown in preview(PRESETS[code].plan)] == labels


@pytest.mark.parametrize(
    ("code", "state", "label"),
    [
        ("house", "admitted", "已受理"),
        ("five", "admitted", "居民点单"),
        ("five", "dispatched", "随时抢单"),
        ("six", "closed", "多方督单"),
        ("three", "closed", ""),
        ("three", "suspended", ""),
    ],
)
def test_what_a_state_is_called(code, state, label):
    assert roads.state_label(PRESETS[code].plan, state) == label


@pytest.mark.parametrize(
    ("code", "accept", "alone"),
    [("house", "接单", 0), ("three", "接单", 2), ("five", "抢单", 3), ("business", "买单", 2)],
)
def test_buttons_and_what_the_house_does(code, accept, alone):
    plan = PRESETS[code].plan
    assert plan.verb_label(Verb.ACCEPT) == accept
    assert len(by_itself(plan)) == len(plan.by_itself) == alone
    assert plan.verb_label(Verb.SUSPEND) == ""


def test_one_look_is_the_present_step():
    for plan in PLANS:
        assert [shown.state for shown in preview(plan)].count("current") == 1


def test_teams():
    assert HOUSE.offers("anything")
    assert Plan(teams=("aid",)).offers("aid")
    assert Plan(teams=("aid",)).offers("")
    assert not Plan(teams=("aid",)).offers("policy")
