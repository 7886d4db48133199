"""An order on which the clock fails holds no other up, is tried again, and is then left to people."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from portal.errors import Refused
from portal.orders import commands
from portal.orders.clocks import winding
from portal.orders.clocks.reading import why_no_clock
from portal.orders.clocks.winding import MOST_TRIES, wind
from portal.orders.commands import wake
from portal.orders.models import Deadline
from tests.clocks.moments import deadline, march, now, words
from tests.support.town import order_in

SECRET = "张女士 13800138000"


@pytest.fixture
def broken(town, monkeypatch):
    """Two orders that nobody accepted; raising the first one fails."""
    bad, good = (order_in(town, "dispatched", at=march(9)) for _each in range(2))
    whole = wake.escalate

    def escalate(order, **words):
        if order.pk == bad.pk:
            raise ValueError(SECRET)
        return whole(order, **words)

    monkeypatch.setattr(wake, "escalate", escalate)
    return bad, good


def test_the_others_go_on_and_nothing_of_it_is_half_done(broken, caplog):
    bad, good = broken
    wind(at=march(10, 10))
    assert (now(bad).state, now(good).state) == ("dispatched", "escalated")
    assert "warned accept red" not in words(bad)
    assert deadline(bad, "accept").tries == 1
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text


def test_it_is_tried_again_later_and_later_and_then_parked(broken):
    bad, _good = broken
    at, tried = march(10, 10), []
    for minute in range(40):
        wind(at=at + timedelta(minutes=minute))
        tried.append(deadline(bad, "accept").tries)
    assert [tried.index(n) for n in range(1, MOST_TRIES + 1)] == [0, 1, 3, 7, 15]
    row = deadline(bad, "accept")
    assert row.wake_at is None
    assert row.parked.startswith("ValueError test_failing.py") or "ValueError" in row.parked
    assert SECRET not in row.parked


def test_the_next_verb_lets_the_clock_try_again(town, broken, monkeypatch):
    bad, _good = broken
    Deadline.objects.filter(order=bad, kind="answer").update(parked="ValueError", wake_at=None)
    monkeypatch.undo()
    commands.accept(bad, by=town.handler, at=march(9, 12))
    wind(at=march(17))
    assert deadline(bad, "answer").parked == ""
    assert words(bad).count("escalated") == 1


def test_a_parked_order_says_that_somebody_must_look(broken):
    bad, _good = broken
    Deadline.objects.filter(order=bad).update(parked="ValueError", wake_at=None)
    assert "人工" in str(why_no_clock(bad))


def test_a_database_that_is_away_counts_as_nobodys_failure(town, monkeypatch):
    order = order_in(town, "dispatched", at=march(9))

    def away(*args, **words):
        raise OperationalError("database is locked")

    monkeypatch.setattr(winding, "wake", away)
    with pytest.raises(OperationalError):
        wind(at=march(10, 10))
    assert deadline(order, "accept").tries == 0


def test_what_cannot_rise_stays_red_and_is_no_failure(town, monkeypatch):
    order = order_in(town, "dispatched", at=march(9))

    def top(*args, **words):
        raise Refused("top")

    monkeypatch.setattr(wake, "escalate", top)
    wind(at=march(10, 10))
    row = deadline(order, "accept")
    assert (row.tries, row.lapsed_at, row.colour, now(order).colour) == (0, None, "red", "red")
