"""Pauses, extensions and promises on the real calendars."""

from datetime import date

import pytest

from portal.errors import Refused
from portal.worktime import rules
from portal.worktime.calendars import Calendars, Special, Year
from portal.worktime.deadlines import Deadline, Extension
from portal.worktime.models import Limit
from portal.worktime.words import Kind, Part, Unit
from tests.worktime.notices import calendars, moment, said

MONDAY = "2026-11-16 10:00"
LATEST = moment("2026-12-31 17:30")


def deadline(amount=5, unit=Unit.WORKING_DAYS, start=MONDAY) -> Deadline:
    return Deadline("ordinary", "answer", amount, unit, moment(start), 7)


def paused(start, end, **given) -> Deadline:
    standing = deadline(**given).paused(moment(start), latest=LATEST, reason="waiting")
    return standing.resumed(moment(end)) if end else standing


PAUSES = [
    # Without a pause due on Monday 11-23 17:30.
    ("2026-11-17 10:00", "2026-11-17 16:00", "2026-11-23 17:30"),
    ("2026-11-17 10:00", "2026-11-18 16:00", "2026-11-24 17:30"),
    ("2026-11-17 10:00", "2026-11-20 16:00", "2026-11-26 17:30"),
    # Over a weekend only the working days count.
    ("2026-11-20 10:00", "2026-11-23 10:00", "2026-11-24 17:30"),
    # After closing is the next working day.
    ("2026-11-17 20:00", "2026-11-18 09:00", "2026-11-23 17:30"),
    ("2026-11-17 10:00", "2026-11-17 20:00", "2026-11-24 17:30"),
    # On the last day: never due before the clock went on.
    ("2026-11-23 16:00", "2026-11-23 22:00", "2026-11-24 17:30"),
    # When the time is up, nothing moves it.
    ("2026-11-23 17:30", "2026-11-30 10:00", "2026-11-23 17:30"),
]


@pytest.mark.parametrize(("start", "end", "due"), PAUSES)
def test_a_pause_moves_working_days(start, end, due):
    assert said(paused(start, end).due(calendars()).at) == due


@pytest.mark.parametrize(
    ("unit", "amount", "due"),
    [
        (Unit.HOURS, 24, "2026-11-17 13:00"),
        (Unit.OFFICE_HOURS, 4, "2026-11-16 17:00"),
        (Unit.DAYS, 1, "2026-11-17 17:30"),
    ],
)
def test_a_pause_of_three_hours(unit, amount, due):
    found = paused("2026-11-16 11:00", "2026-11-16 14:00", unit=unit, amount=amount)
    assert said(found.due(calendars()).at) == due


def test_a_pause_that_nobody_ends_ends_by_itself():
    standing = deadline().paused(
        moment("2026-11-17 10:00"), latest=moment("2026-11-19 17:30"), reason="waiting"
    )
    assert said(standing.due(calendars()).at) == "2026-11-26 17:30"
    assert standing.resumed(moment("2026-12-20 10:00")).due(calendars()) == standing.due(
        calendars()
    )


@pytest.mark.parametrize(
    "again",
    [
        lambda d: d.paused(moment("2026-11-18 10:00"), latest=LATEST, reason="again"),
        lambda d: d.resumed(moment("2026-11-18 10:00")).paused(
            moment("2026-11-17 11:00"), latest=LATEST, reason="before"
        ),
        lambda d: d.resumed(moment("2026-11-18 10:00")).paused(LATEST, latest=LATEST, reason="no"),
    ],
)
def test_a_clock_stands_once_at_a_time_and_for_a_while(again):
    with pytest.raises(ValueError, match="stands once"):
        again(paused("2026-11-17 10:00", None))


def test_resuming_what_runs_changes_nothing():
    assert deadline().resumed(LATEST) == deadline()


def test_segments_name_what_the_time_was():
    found = paused("2026-11-16 11:00", "2026-11-16 15:00")
    parts = found.segments(moment("2026-11-16 18:00"), calendars())
    assert [(part.part, said(part.end)[-5:]) for part in parts] == [
        (Part.RUNNING, "11:00"), (Part.PAUSED, "15:00"), (Part.RUNNING, "17:30"),
        (Part.OFF, "18:00"),
    ]  # fmt: skip


def test_colours():
    assert said(deadline().warned_at(calendars())) == "2026-11-22 17:30"
    assert said(deadline().half_gone_at(calendars())) == "2026-11-19 09:30"
    urgent = deadline(amount=10, unit=Unit.HOURS)
    assert said(urgent.warned_at(calendars())) == "2026-11-16 18:00"
    assert said(urgent.half_gone_at(calendars())) == "2026-11-16 15:00"


NOTICE_2027 = {
    **{date(2027, 1, day): Special(Kind.HOLIDAY) for day in (1, 2, 3)},
    date(2026, 12, 31): Special(Kind.HOLIDAY),
}


def with_2027(days=NOTICE_2027) -> Calendars:
    known = calendars()
    return Calendars(8, {**known.years, 2027: Year(2027, 2, True, days=days)})


@pytest.mark.parametrize(
    ("days", "due"),
    [
        # More days off than was guessed: the promise was earlier, and is kept.
        (NOTICE_2027, "2027-01-04 17:30"),
        # A make-up Saturday: due earlier than was guessed.
        ({date(2027, 1, 2): Special(Kind.WORKDAY)}, "2027-01-02 17:30"),
    ],
)
def test_the_notice_comes(days, due):
    before = deadline(amount=3, start="2026-12-30 10:00").recomputed(calendars())
    assert before.due(calendars()).provisional
    assert said(before.due(calendars()).at) == "2027-01-04 17:30"
    known = with_2027(days)
    after = before.recomputed(known)
    assert (said(after.due(known).at), after.due(known).provisional) == (due, False)
    assert after.calendar_version == 8


def test_a_kept_promise_moves_with_its_pauses():
    before = deadline(amount=3, start="2026-12-30 10:00").recomputed(calendars())
    known = with_2027()
    stood = before.recomputed(known).paused(
        moment("2027-01-04 10:00"), latest=LATEST.replace(year=2027), reason="waiting"
    )
    assert said(stood.resumed(moment("2027-01-06 10:00")).due(known).at) == "2027-01-06 17:30"


def extend(found=None, **given):
    asked = {
        "amount": 3, "limit": Limit(step="extension", amount=5, unit=Unit.WORKING_DAYS),
        "reason": "等配件", "at": moment("2026-11-20 10:00"), "calendars": calendars(),
    } | given  # fmt: skip
    rules.check_extension(found or deadline(), **asked)


@pytest.mark.parametrize(
    ("found", "given", "refused"),
    [
        (None, {}, False),
        (None, {"amount": 5}, False),
        (None, {"amount": 6}, True),
        (None, {"amount": 0}, True),
        (None, {"limit": None}, True),
        (None, {"limit": Limit(step="extension", amount=5, unit=Unit.DAYS)}, True),
        (None, {"reason": "  "}, True),
        (None, {"at": moment("2026-11-23 17:29")}, False),
        (None, {"at": moment("2026-11-23 17:30")}, True),
        (deadline().extended(Extension(1, "等", "staff:1", LATEST)), {}, True),
    ],
)
def test_extending(found, given, refused):
    if refused:
        with pytest.raises(Refused):
            extend(found, **given)
    else:
        extend(found, **given)


def test_an_extension_adds_working_days():
    extended = deadline().extended(Extension(3, "等配件", "staff:1", moment("2026-11-20 10:00")))
    assert said(extended.due(calendars()).at) == "2026-11-26 17:30"
