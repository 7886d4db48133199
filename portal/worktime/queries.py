"""The calendars as they are known now, and what a time class allows. Reads, never writes.

`calendars()` is one small query while nothing was loaded, three after a load; take it once for a
request or a pass over many rows, and hand it on.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from portal.worktime import arithmetic, hours
from portal.worktime.arithmetic import Due
from portal.worktime.calendars import Calendars, Special, Year
from portal.worktime.deadlines import Deadline
from portal.worktime.models import Calendar, Day, Limit, TimeClass
from portal.worktime.words import Kind, Status, Step, Unit

# How long a clock stands at most where a time class does not say.
USUAL_WAIT = (5, Unit.WORKING_DAYS)
# Amount and unit, by step.
Limits = dict[str, tuple[int, str]]
BOTH = """
    SELECT '', 0, CAST(key AS varchar(36)) FROM worktime_calendar UNION ALL
    SELECT step, amount, unit FROM worktime_limit
    JOIN worktime_timeclass ON worktime_timeclass.id = time_class_id WHERE code = %s
"""
_known: dict[frozenset[object], Calendars] = {}


def calendars() -> Calendars:
    """Every year in its newest version; read again only after one was loaded."""
    return calendars_and_limits("")[0]


def calendars_and_limits(time_class: str) -> tuple[Calendars, Limits]:
    """The same, and what a time class allows by step; every verb of an order asks for both."""
    with connection.cursor() as cursor:
        cursor.execute(BOTH, [time_class])
        rows = cursor.fetchall()
    # What names the calendars that are there: the key changes with whatever is loaded.
    keys = frozenset(unit for step, _amount, unit in rows if not step)
    found = _known.get(keys)
    if found is None:
        found = _read(newest_calendars())
        _known.clear()
        _known[keys] = found
    return found, {step: (amount, unit) for step, amount, unit in rows if step}


def newest_calendars() -> list[Calendar]:
    """The version in force of each year, oldest year first; one query."""
    rows = Calendar.objects.order_by("year", "version")
    return list({row.year: row for row in rows}.values())


def limits() -> dict[tuple[str, str], Limit]:
    """Every limit by class code and step; one query, for passes over many rows."""
    rows = Limit.objects.select_related("time_class")
    return {(row.time_class.code, row.step): row for row in rows}


def limit_of(time_class: TimeClass, step: str) -> Limit | None:
    """What the class allows for a step; nothing if it sets no limit. One query, none if prefetched."""
    return next((limit for limit in time_class.limits.all() if limit.step == step), None)


def deadline_of(
    time_class: TimeClass, step: str, start: datetime, known: Calendars | None = None
) -> Deadline | None:
    """A deadline that begins to run; nothing if the class sets no limit for the step."""
    limit = limit_of(time_class, step)
    if limit is None:
        return None
    known = known or calendars()
    due = arithmetic.add(start, limit.amount, limit.unit, known)
    return Deadline(
        time_class.code, step, limit.amount, limit.unit, start, known.edition, promised=due.at
    )


def due_of(
    time_class: TimeClass, step: str, start: datetime, known: Calendars | None = None
) -> Due | None:
    """When a step that begins now is due; nothing if the class sets no limit for it."""
    limit = limit_of(time_class, step)
    if limit is None:
        return None
    return arithmetic.add(start, limit.amount, limit.unit, known or calendars())


def waits_until(time_class: TimeClass, start: datetime, known: Calendars | None = None) -> datetime:
    """The moment at which a clock that waits for the resident goes on by itself."""
    limit = limit_of(time_class, Step.WAIT)
    amount, unit = (limit.amount, limit.unit) if limit else USUAL_WAIT
    return arithmetic.add(start, amount, unit, known or calendars()).at


def _read(newest: list[Calendar]) -> Calendars:
    special: dict[int, dict[date, Special]] = defaultdict(dict)
    for day in Day.objects.filter(calendar__in=newest):
        shorter = hours.parse(day.hours) if day.hours else None
        special[day.calendar_id][day.date] = Special(Kind(day.kind), day.name, shorter)
    years = {row.year: _year(row, special[row.pk]) for row in newest}
    return Calendars(_edition(newest), years)


def _year(row: Calendar, days: dict[date, Special]) -> Year:
    official = row.status == Status.OFFICIAL
    office = hours.parse(row.office_hours)
    return Year(row.year, row.version, official, office, days, row.notice)


def _edition(newest: Iterable[Calendar]) -> int:
    return max((row.pk for row in newest), default=0)
