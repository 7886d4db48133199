"""Two at once: without its guard the damage is real, with it one wins and the other is told why."""

import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders import commands, rules
from portal.orders.reconciliation import balance
from portal.orders.states import Cause
from portal.people.actors import Clock
from tests.races.running import (
    as_read_before,
    meeting,
    parted,
    room,
    together,
    without_immediate,
    without_row_locks,
)
from tests.support.town import build_town, order_in, resident_of

NOW = timezone.now()
SOON = timezone.localdate(NOW) + timedelta(days=7)
LATER = NOW + timedelta(days=8)
ROUNDS = 4


@dataclass(frozen=True)
class Race:
    """From a state, two deeds; `check` is the last question asked before the row is changed."""

    state: str
    verbs: tuple[str, ...]
    deeds: object
    check: str = "check"


RACES = {
    "two accept": Race(
        "dispatched", ("accept",),
        lambda town, order: (
            lambda: commands.accept(order, by=town.handler, at=NOW),
            lambda: commands.accept(order, by=town.second_handler, at=NOW),
        ),
    ),
    "withdraw against accept": Race(
        "dispatched", ("accept", "beats"),
        lambda town, order: (
            lambda: commands.accept(order, by=town.handler, at=NOW),
            lambda: commands.withdraw(order, by=resident_of(order), at=NOW),
        ),
    ),
    "two dispatch": Race(
        "admitted", ("dispatch",),
        lambda town, order: (
            lambda: commands.dispatch(order, to=town.team, by=town.clerk, at=NOW),
            lambda: commands.dispatch(order, to=town.committee, by=town.coordinator, at=NOW),
        ),
        "check_unit",
    ),
    "two close": Race(
        "answered", ("close",),
        lambda town, order: (
            lambda: commands.close(order, by=town.clerk, at=NOW),
            lambda: commands.close(order, by=town.coordinator, at=NOW),
        ),
    ),
    "turn down against answer": Race(
        "accepted", ("turn_down", "answer"),
        lambda town, order: (
            lambda: commands.turn_down(order, reason="不归我队", by=town.handler, at=NOW),
            lambda: commands.answer(
                order, spoken_with="张女士", done="修好", finished_by="当天", by=town.handler, at=NOW
            ),
        ),
    ),
    "two rate": Race(
        "answered", ("beats",),
        lambda town, order: (
            lambda: commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=NOW),
            lambda: commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=NOW),
        ),
        "check_rating",
    ),
    "withdraw against the clock that raises": Race(
        "dispatched", ("beats", "escalate"),
        lambda town, order: (
            lambda: commands.withdraw(order, by=resident_of(order), at=NOW),
            lambda: commands.escalate(
                order, cause=Cause.NOT_ACCEPTED, by=Clock("deadline"), at=NOW
            ),
        ),
    ),
    "suspend against answer": Race(
        "accepted", ("suspend", "answer"),
        lambda town, order: (
            lambda: commands.suspend(
                order, reason="等待配件", review_on=SOON, by=town.clerk, at=NOW
            ),
            lambda: commands.answer(
                order, spoken_with="张女士", done="修好", finished_by="当天", by=town.handler, at=NOW
            ),
        ),
    ),
    "help asked for against answer": Race(
        "accepted", ("ask_assist", "answer"),
        lambda town, order: (
            lambda: commands.ask_assist(
                order, to=town.street_office, what="借一部升降车", by=town.clerk, at=NOW
            ),
            lambda: commands.answer(
                order, spoken_with="张女士", done="修好", finished_by="当天", by=town.handler, at=NOW
            ),
        ),
    ),
    "merge against withdraw": Race(
        "dispatched", ("beats",),
        lambda town, order: (
            lambda: commands.merge(order, into=town.lead, by=town.clerk, at=NOW),
            lambda: commands.withdraw(order, by=resident_of(order), at=NOW),
        ),
    ),
    "two clocks resume": Race(
        "suspended", ("resume",),
        lambda town, order: (
            lambda: commands.resume(order, by=Clock("review"), at=LATER),
            lambda: commands.resume(order, by=Clock("review"), at=LATER),
        ),
    ),
}  # fmt: skip
# A constraint stands behind these, depending on who comes second: safe, but no sentence.
BACKED = (
    "two accept", "two rate", "two dispatch", "withdraw against accept", "turn down against answer",
    "withdraw against the clock that raises", "suspend against answer", "merge against withdraw",
)  # fmt: skip
# Where no constraint stops the second one, the order has one end in its row, two in the ledger.
ENDED_TWICE = ("two close", "merge against withdraw")
# What the second one asks of the database, it is told: a row read before does not help it.
ASKED_ANEW = ("two rate", "help asked for against answer")
EVERY_RACE = pytest.mark.parametrize("name", RACES)


@pytest.fixture
def town(real_database):
    town = build_town()
    town.lead = order_in(town, "admitted")
    return town


def steps_of(order, since):
    """The entries written in the race; a bad rating is one step with two entries."""
    found = Entry.objects.filter(subject=order.subject, seq__gt=since).exclude(
        verb="order.redo_opened"
    )
    return list(found.values_list("verb", flat=True))


def run(town, race, order=None):
    """The race on a fresh order: the order, who came through, who was refused, who fell."""
    order = order or order_in(town, race.state)
    since = Entry.objects.order_by("-seq").first().seq
    passed, refused, fell = parted(together(*race.deeds(town, order)))
    order.refresh_from_db()
    return order, steps_of(order, since), passed, refused, fell


@EVERY_RACE
def test_with_the_guard_one_wins_and_the_other_is_told_why(town, name):
    for _round in range(ROUNDS):
        order, steps, passed, refused, fell = run(town, RACES[name])
        assert fell == []
        assert (len(passed), len(refused), len(steps)) == (1, 1, 1)
        assert (order.state, order.handler_id, order.unit_id) == (
            passed[0].state, passed[0].handler_id, passed[0].unit_id,
        )  # fmt: skip
        assert str(refused[0])
    assert verify().fault is None
    assert balance().agrees


@pytest.mark.parametrize("name", [name for name in RACES if name not in ASKED_ANEW])
def test_red_when_the_row_is_the_one_read_before_the_transaction(town, name, monkeypatch):
    monkeypatch.setattr(room("locking"), "hold", lambda keys: None)
    for verb in RACES[name].verbs:
        monkeypatch.setattr(room(verb), "lock", as_read_before)
    _order, steps, passed, refused, fell = run(town, RACES[name])
    assert (len(passed) + len(fell), len(steps), refused) == (2, len(passed), [])
    assert not fell or name in BACKED
    assert balance().agrees is (name not in ENDED_TWICE or bool(fell)), "ended once, counted twice"


@EVERY_RACE
def test_red_when_the_row_is_read_without_a_lock(town, name, monkeypatch):
    race = RACES[name]
    order = order_in(town, race.state)
    without_row_locks(monkeypatch, *race.verbs)
    monkeypatch.setattr(
        rules, race.check, meeting(getattr(rules, race.check), threading.Barrier(2))
    )
    if connection.vendor == "sqlite":
        with without_immediate():
            _order, _steps, passed, refused, fell = run(town, race, order)
        assert (len(passed), refused, [type(e) for e in fell]) == (1, [], [OperationalError])
        return
    _order, steps, passed, refused, fell = run(town, race, order)
    assert (len(passed) + len(fell), len(steps), refused) == (2, len(passed), [])
    assert not fell or name in BACKED
