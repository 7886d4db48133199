"""What each step needs: beside every refusal stands the same step going through."""

import datetime
import uuid
from contextlib import nullcontext

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.orders import commands
from portal.orders.models import Order
from tests.support.town import build_town, order_in, place_order, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
WORDS = [
    ("accepted", "answer", ANSWER, ["spoken_with", "done", "finished_by"]),
    (
        "admitted",
        "decline",
        {"reason": "属于法院", "channel": "请向法院咨询"},
        ["reason", "channel"],
    ),
    ("placed", "return_for_info", {"missing": "哪一栋？"}, ["missing"]),
    ("returned", "supplement", {"text": "三号楼"}, ["text"]),
    ("accepted", "turn_down", {"reason": "不归我队"}, ["reason"]),
    ("accepted", "record_contact", {"note": "已电话联系"}, ["note"]),
]
CASES = [
    pytest.param(state, verb, words | empty, outcome, id=f"{verb}-{name}")
    for state, verb, words, needed in WORDS
    for name, empty, outcome in [
        ("whole", {}, nullcontext()),
        *((f"no-{key}", {key: " \n"}, pytest.raises(Refused)) for key in needed),
    ]
]


def whose(town, order, verb):
    if verb == "supplement":
        return resident_of(order)
    return town.handler if verb in ("answer", "turn_down", "record_contact") else town.clerk


@pytest.mark.parametrize(("state", "verb", "words", "outcome"), CASES)
def test_a_step_needs_its_words(state, verb, words, outcome):
    town = build_town()
    order = order_in(town, state)
    with outcome:
        getattr(commands, verb)(order, by=whose(town, order, verb), at=NOW, **words)


@pytest.mark.parametrize(
    ("unit", "outcome"),
    [
        ("team", nullcontext()),
        ("committee", nullcontext()),
        ("street_office", nullcontext()),
        ("other_team", pytest.raises(Refused)),
    ],
)
def test_an_order_goes_to_a_unit_of_its_own_line_of_areas(unit, outcome):
    town = build_town()
    order = order_in(town, "admitted")
    with outcome:
        commands.dispatch(order, to=getattr(town, unit), by=town.clerk, at=NOW)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, nullcontext()),
        ({"text": "字" * 1000}, nullcontext()),
        ({"text": "字" * 1001}, pytest.raises(Refused)),
        ({"text": " "}, pytest.raises(Refused)),
        ({"consent": ""}, pytest.raises(Refused)),
        ({"area": "street"}, pytest.raises(Refused)),
    ],
)
def test_an_intake_needs_text_community_and_consent(change, outcome):
    town = build_town()
    if "area" in change:
        change = {"area": town.street}
    with outcome:
        place_order(town, **change)
    assert Order.objects.exists() == isinstance(outcome, nullcontext)


@pytest.mark.parametrize(
    ("live", "outcome"), [(True, nullcontext()), (False, pytest.raises(Refused))]
)
def test_a_matter_off_the_menu_is_not_ordered(live, outcome):
    town = build_town()
    town.matter.live = live
    with outcome:
        place_order(town)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"solved": "yes", "satisfied": 5}, nullcontext()),
        ({"solved": "no", "satisfied": 1}, nullcontext()),
        ({"solved": "perhaps", "satisfied": 5}, pytest.raises(Refused)),
        ({"solved": "yes", "satisfied": 0}, pytest.raises(Refused)),
        ({"solved": "yes", "satisfied": 6}, pytest.raises(Refused)),
    ],
)
def test_a_rating_is_two_answers(answers, outcome):
    order = order_in(build_town(), "answered")
    with outcome:
        commands.rate(order, by=resident_of(order), at=NOW, **answers)


@pytest.mark.parametrize(("days", "outcome"), [(30, nullcontext()), (31, pytest.raises(Refused))])
def test_the_rating_is_open_for_thirty_days(days, outcome):
    order = order_in(build_town(), "closed")
    late = order.ended_at + datetime.timedelta(days=days)
    with outcome:
        commands.rate(order, solved="yes", satisfied=4, by=resident_of(order), at=late)


def test_one_rating_a_round():
    order = order_in(build_town(), "answered")
    commands.rate(order, solved="yes", satisfied=4, by=resident_of(order), at=NOW)
    with pytest.raises(Refused):
        commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=NOW)


@pytest.mark.parametrize(
    ("solved", "satisfied", "state"),
    [
        ("yes", 3, "answered"),
        ("partly", 3, "answered"),
        ("yes", 2, "dispatched"),
        ("no", 5, "dispatched"),
    ],
)
def test_a_bad_rating_opens_one_redo_at_the_same_unit(solved, satisfied, state):
    order = order_in(build_town(), "answered")
    row = commands.rate(order, solved=solved, satisfied=satisfied, by=resident_of(order), at=NOW)
    assert (row.state, row.unit) == (state, order.unit)
    assert (row.handler is None) == (state == "dispatched")


def test_the_second_bad_rating_raises_the_order_one_level():
    town = build_town()
    order = order_in(town, "escalated")
    assert (order.owner, order.unit, order.handler) == (town.street_office, None, None)


@pytest.mark.parametrize("state", ["placed", "admitted"])
def test_what_was_returned_comes_back_to_where_it_was(state):
    town = build_town()
    order = order_in(town, state)
    order = commands.return_for_info(order, missing="哪一栋？", by=town.clerk, at=NOW)
    order = commands.supplement(order, text="三号楼", by=resident_of(order), at=NOW)
    assert (order.state, order.resumes_to) == (state, "")


def test_the_same_key_is_the_same_order_whatever_else_changed():
    town, key = build_town(), uuid.uuid4()
    first = place_order(town, key=key)
    again = place_order(town, key=key, text="换一句话")
    assert (again.pk, again.number, again.text) == (first.pk, first.number, first.text)
    assert Order.objects.count() == 1


def test_numbers_have_no_gap_and_begin_again_each_year():
    town = build_town()
    new_year = datetime.datetime(2027, 1, 1, 0, 30, tzinfo=timezone.get_current_timezone())
    moments = [new_year - datetime.timedelta(hours=1)] * 2 + [new_year]
    numbers = [place_order(town, at=at).number for at in moments]
    assert numbers == ["2026-000001", "2026-000002", "2027-000001"]
