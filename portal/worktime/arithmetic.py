"""Counting time: adding a limit to a moment, and what lies between two moments.

Plain values in, plain values out; nothing is read, nothing is written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.worktime.calendars import Calendars
from portal.worktime.hours import BEIJING
from portal.worktime.words import Unit


@dataclass(frozen=True)
class Due:
    """When something is due; provisional if a day was counted in a year without its notice."""

    at: datetime
    provisional: bool = False


def add(start: datetime, amount: int, unit: str, calendars: Calendars) -> Due:
    """The moment that is `amount` units after the start. Raises ValueError for less than one."""
    if amount < 1:
        raise ValueError("A limit is at least one unit.")
    return _ADD[Unit(unit)](start, amount, calendars)


def add_working(start: datetime, amount: int, calendars: Calendars) -> Due:
    """Working days: the day of the start does not count; due at the end of the last day's office hours."""
    first = _day(start)
    day = calendars.worked_after(first, amount)
    return Due(calendars.closing(day), calendars.is_provisional(first, day))


def add_days(start: datetime, amount: int, calendars: Calendars) -> Due:
    """Calendar days, counted alike; if the last is a day off, the next worked day takes its place."""
    last = _day(start) + timedelta(days=amount)
    day = calendars.worked_on_or_after(last)
    return Due(calendars.closing(day), calendars.is_provisional(last - timedelta(days=1), day))


def add_hours(start: datetime, hours: float) -> Due:
    """By the clock, from the minute of the start, day and night."""
    return Due(start + timedelta(hours=hours))


def add_office(start: datetime, length: timedelta, calendars: Calendars) -> Due:
    """Time that runs during office hours only."""
    left = length
    for opens, closes in _office(start, calendars):
        if closes - opens >= left:
            return Due(opens + left, calendars.is_provisional(_before(start), _day(opens)))
        left -= closes - opens
    raise OverflowError("No calendar reaches that far.")


def working_between(start: datetime, end: datetime, calendars: Calendars) -> int:
    """Working days between two moments as a limit counts them: without the first day, with the last."""
    return calendars.count_worked(_day(start), _day(end))


def office_between(start: datetime, end: datetime, calendars: Calendars) -> timedelta:
    """Office hours between two moments."""
    found = timedelta()
    for opens, closes in _office(start, calendars):
        if opens >= end:
            return found
        found += min(closes, end) - opens
    return found


def office_spans(
    start: datetime, end: datetime, calendars: Calendars
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of office hours between two moments."""
    for opens, closes in _office(start, calendars):
        if opens >= end:
            return
        yield opens, min(closes, end)


def _office(start: datetime, calendars: Calendars) -> Iterator[tuple[datetime, datetime]]:
    """Office hours from a moment on, without end."""
    day = calendars.day_at_work(start)
    while True:
        for opens, closes in calendars.hours_on(day).moments(day):
            if closes > start:
                yield max(opens, start), closes
        day = calendars.worked_after(day, 1)


def _day(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


def _before(at: datetime) -> date:
    return _day(at) - timedelta(days=1)


_ADD: dict[Unit, Callable[[datetime, int, Calendars], Due]] = {
    Unit.MINUTES: lambda start, amount, _calendars: Due(start + timedelta(minutes=amount)),
    Unit.HOURS: lambda start, amount, _calendars: add_hours(start, amount),
    Unit.OFFICE_HOURS: lambda start, amount, calendars: add_office(
        start, timedelta(hours=amount), calendars
    ),
    Unit.DAYS: add_days,
    Unit.WORKING_DAYS: add_working,
}
