"""A year whose notice comes later: what was guessed is computed anew, an earlier promise is kept."""

from datetime import UTC, date, datetime

import pytest

from portal.orders.clocks.winding import wind
from portal.people.actors import Clock
from portal.worktime import commands as worktime
from portal.worktime.calendars import Special
from portal.worktime.hours import BEIJING
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status
from tests.clocks.moments import deadline, now, words
from tests.support.town import place_order

SETUP = Clock("setup")
PLACED = datetime(2026, 12, 30, 9, tzinfo=BEIJING)  # a Wednesday; five working days lead into 2027
LOADED = datetime(2026, 12, 30, 12, tzinfo=BEIJING)


def notice(*, off, worked=()):
    days = {date(2027, 1, day): Special(Kind.HOLIDAY, "元旦") for day in off}
    days |= {date(2027, 1, day): Special(Kind.WORKDAY) for day in worked}
    return Notice(2027, Status.OFFICIAL, "国办〔2026〕1号", days)


def load(**days):
    return worktime.load(notice(**days), by=SETUP, at=LOADED)


@pytest.fixture
def order(town):
    order = place_order(town, at=PLACED)
    assert deadline(order, "answer").provisional
    return order


def test_a_day_more_to_work_makes_it_earlier(order):
    before = deadline(order, "answer").due_at
    load(off=(1,), worked=(2, 3))
    wind(at=LOADED)
    row = deadline(order, "answer")
    assert row.due_at < before
    assert not row.provisional
    assert "rescheduled" in words(order)


def test_days_off_do_not_make_it_later_than_what_was_promised(order):
    before = deadline(order, "answer").due_at
    load(off=(1, 4, 5, 6))
    wind(at=LOADED)
    row = deadline(order, "answer")
    assert (row.due_at, row.provisional) == (before, False)
    assert "rescheduled" not in words(order)


def test_twice_is_once_and_what_the_order_carries_follows(order):
    load(off=(1,), worked=(2, 3))
    for _pass in range(2):
        wind(at=LOADED)
    assert words(order).count("rescheduled") == 1
    assert now(order).due_at == deadline(order, "dispatch").due_at
    assert now(order).changed_at == PLACED.astimezone(UTC)
