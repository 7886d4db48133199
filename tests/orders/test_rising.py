"""Given back, re-routed, raised, suspended: who owns it, on which level, and what brings it on."""

import datetime
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from portal.ledger.models import Entry
from portal.orders import commands
from portal.orders.models import Order
from portal.orders.states import Cause
from portal.people.actors import Clock
from portal.people.roles import Role
from portal.places.models import Organisation
from tests.support.outcomes import BAD, GOOD
from tests.support.town import build_town, order_in, person, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DEADLINE = Clock("deadline")


def days(n):
    return datetime.timedelta(days=n)


def verbs_of(order):
    found = Entry.objects.filter(subject=order.subject).order_by("seq")
    return [entry.verb.removeprefix("order.") for entry in found]


def back(order, by):
    return commands.turn_down(order, reason="不归我队", by=by, at=NOW)


def test_the_second_return_goes_to_the_street_by_itself():
    town = build_town()
    first = back(order_in(town, "dispatched"), town.handler)
    assert (first.state, first.returns, first.level) == ("admitted", 1, 0)
    again = commands.dispatch(first, to=town.team, by=town.clerk, at=NOW)
    second = back(again, town.handler)
    assert (second.state, second.returns, second.level) == ("escalated", 2, 1)
    assert second.owner == town.street_office
    assert verbs_of(second)[-2:] == ["turned_down", "escalated"]
    last = Entry.objects.filter(subject=second.subject).order_by("seq").last()
    assert last.details["cause"] == Cause.TWO_RETURNS


def test_what_was_raised_comes_back_to_that_level_and_never_to_the_community():
    town = build_town()
    order = commands.dispatch(
        order_in(town, "escalated"), to=town.team, by=town.coordinator, at=NOW
    )
    for _time in range(3):
        order = back(order, town.handler)
        assert (order.state, order.owner, order.level) == ("escalated", town.street_office, 1)
        order = commands.dispatch(order, to=town.team, by=town.coordinator, at=NOW)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("dispatch", {"to": "team"}),
        ("escalate", {"reason": "需要区里协调"}),
        ("suspend", {"reason": "等待配件", "review_on": TODAY + days(3)}),
    ],
)
@pytest.mark.parametrize(("who", "outcome"), [("coordinator", GOOD), ("clerk", BAD)])
def test_what_was_raised_is_the_streets_and_no_longer_the_communitys(verb, words, who, outcome):
    town = build_town()
    words = {key: getattr(town, value) if key == "to" else value for key, value in words.items()}
    order = order_in(town, "escalated")
    with outcome:
        getattr(commands, verb)(order, by=getattr(town, who), at=NOW, **words)


@pytest.mark.parametrize(("state", "outcome"), [("escalated", GOOD), ("admitted", BAD)])
def test_the_street_may_send_any_of_its_teams(state, outcome):
    town = build_town()
    order = order_in(town, state)
    with outcome:
        row = commands.dispatch(order, to=town.other_team, by=town.coordinator, at=NOW)
        assert (row.owner, row.level) == (town.street_office, 1)


@pytest.mark.parametrize(
    ("by", "reason", "outcome"),
    [
        ("clerk", "街道才有权限", GOOD),
        ("clerk", " ", BAD),
        ("clock", "", GOOD),
        ("handler", "街道才有权限", BAD),
    ],
)
def test_a_person_who_raises_says_why_and_the_clock_has_its_cause(by, reason, outcome):
    town = build_town()
    order = order_in(town, "dispatched")
    actor = DEADLINE if by == "clock" else getattr(town, by)
    with outcome:
        row = commands.escalate(order, reason=reason, cause=Cause.NOT_ACCEPTED, by=actor, at=NOW)
        assert (row.state, row.unit, row.owner) == ("escalated", None, town.street_office)


def test_a_resident_raises_by_rating_only():
    order = order_in(build_town(), "answered")
    with BAD:
        commands.escalate(order, reason="快一点", by=resident_of(order), at=NOW)


def top(town, state):
    """An order that the district owns."""
    order = commands.escalate(order_in(town, state), by=DEADLINE, at=NOW)
    return commands.escalate(order, by=DEADLINE, at=NOW)


def test_at_the_top_there_is_no_further_up():
    town = build_town()
    order = top(town, "placed")
    assert (order.level, order.owner.code) == (2, "qinghe")
    with BAD:
        commands.escalate(order, by=DEADLINE, at=NOW)


def test_at_the_top_what_nobody_accepts_stays_in_the_hands_of_the_top():
    town = build_town()
    district = Organisation.objects.get(code="qinghe")
    chief = person("chief", Role.COORDINATOR, district)
    order = commands.dispatch(top(town, "placed"), to=town.team, by=chief, at=NOW)
    order = commands.escalate(order, by=DEADLINE, at=NOW)
    assert (order.state, order.level, order.owner, order.unit) == ("escalated", 2, district, None)


def test_a_third_bad_rating_raises_again_and_the_fourth_stays_at_the_top():
    town = build_town()
    district = Organisation.objects.get(code="qinghe")
    chief = person("chief", Role.COORDINATOR, district)
    order, levels = order_in(town, "escalated"), []
    for _time in range(2):
        order = commands.dispatch(order, to=town.team, by=chief, at=NOW)
        commands.accept(order, by=town.handler, at=NOW)
        commands.answer(order, spoken_with="张女士", done="修好", finished_by="当天",
                        by=town.handler, at=NOW)  # fmt: skip
        order = commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=NOW)
        levels.append((order.state, order.level))
    assert levels == [("escalated", 2), ("escalated", 2)]


@pytest.mark.parametrize(("level", "refused"), [(2, False), (0, True)])
def test_the_database_lets_no_level_fall(level, refused):
    order = order_in(build_town(), "escalated")
    outcome = pytest.raises((IntegrityError, InternalError)) if refused else nullcontext()
    with outcome, transaction.atomic():
        Order.objects.filter(pk=order.pk).update(level=level)


@pytest.mark.parametrize("state", ["dispatched", "accepted"])
@pytest.mark.parametrize(
    ("unit", "reason", "outcome"),
    [
        ("street_office", "需要登高车", GOOD),
        ("street_office", "", BAD),
        ("team", "需要登高车", BAD),
        ("other_team", "需要登高车", BAD),
    ],
)
def test_rerouting_needs_a_reason_and_another_unit(state, unit, reason, outcome):
    town = build_town()
    order = order_in(town, state)
    with outcome:
        row = commands.reroute(order, to=getattr(town, unit), reason=reason, by=town.clerk, at=NOW)
        assert (row.state, row.unit, row.handler) == ("dispatched", town.street_office, None)
        assert row.owner == town.committee


@pytest.mark.parametrize(
    ("reason", "after", "outcome"),
    [
        ("等待配件到货", 1, GOOD),
        ("等待配件到货", 90, GOOD),
        ("等待配件到货", 0, BAD),
        ("等待配件到货", 91, BAD),
        (" ", 7, BAD),
        ("等张伟（13800138000）回来", 7, BAD),
    ],
)
def test_a_suspension_has_a_public_reason_and_a_day(reason, after, outcome):
    town = build_town()
    order = order_in(town, "accepted")
    with outcome:
        commands.suspend(order, reason=reason, review_on=TODAY + days(after), by=town.clerk, at=NOW)


@pytest.mark.parametrize("state", ["admitted", "dispatched", "accepted", "escalated"])
def test_what_was_suspended_comes_back_to_where_and_whose_it_was(state):
    town = build_town()
    order = order_in(town, state)
    commands.suspend(
        order, reason="等待配件", review_on=TODAY + days(7), by=town.coordinator, at=NOW
    )
    row = commands.resume(order, by=Clock("review"), at=NOW + days(7))
    assert (row.state, row.review_on, row.resumes_to) == (state, None, "")
    assert (row.unit_id, row.handler_id, row.owner_id) == (
        order.unit_id, order.handler_id, order.owner_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "after", "outcome"),
    [("clock", 7, GOOD), ("clock", 6, BAD), ("clerk", 1, GOOD), ("handler", 7, BAD)],
)
def test_the_clock_resumes_on_the_day_and_staff_before(by, after, outcome):
    town = build_town()
    order = order_in(town, "suspended", at=NOW)
    with outcome:
        actor = Clock("review") if by == "clock" else getattr(town, by)
        assert commands.resume(order, by=actor, at=NOW + days(after)).state == "admitted"
