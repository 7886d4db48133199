"""Dates that a person can check against the State Council's notices of 2023 to 2026."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from portal.worktime import arithmetic, library
from portal.worktime.calendars import Calendars, Year
from portal.worktime.words import Status, Unit
from tests.worktime.notices import YEARS, calendars, half, moment, noticed, said

WORKED = {2023: 249, 2024: 251, 2025: 248, 2026: 248}


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366 if year % 4 == 0 else 365)]


@pytest.mark.parametrize("year", YEARS)
def test_the_seed_says_what_the_notice_says(year):
    seed = library.notice_of(year)
    assert seed.status == Status.OFFICIAL
    seeded = Calendars(1, {year: Year(year, 1, True, days=seed.days)})
    by_notice = calendars([year])
    differing = [day for day in days_of(year) if seeded.is_worked(day) != by_notice.is_worked(day)]
    assert differing == []


@pytest.mark.parametrize("year", YEARS)
def test_a_second_library_agrees(year):
    ours = calendars()
    assert [d for d in days_of(year) if ours.is_worked(d) != chinese_calendar.is_workday(d)] == []
    assert len(ours.worked(year)) == WORKED[year]


def test_the_year_after_the_last_notice_is_provisional():
    seed = library.notice_of(2030)
    assert seed.status == Status.PROVISIONAL
    assert date(2030, 10, 1) in seed.days


GOLDEN = [
    # An ordinary week; the day of the start does not count, whatever the hour.
    ("2026-11-16 09:00", 5, "2026-11-23 17:30"),
    ("2026-11-16 23:59", 5, "2026-11-23 17:30"),
    ("2026-11-16 00:00", 1, "2026-11-17 17:30"),
    ("2026-11-21 10:00", 1, "2026-11-23 17:30"),
    # National Day and its make-up days.
    ("2023-09-28 10:00", 1, "2023-10-07 17:30"),
    ("2023-09-28 10:00", 3, "2023-10-09 17:30"),
    ("2023-10-03 10:00", 1, "2023-10-07 17:30"),
    ("2024-09-27 16:00", 1, "2024-09-29 17:30"),
    ("2024-09-30 16:00", 5, "2024-10-12 17:30"),
    ("2025-09-30 16:00", 3, "2025-10-11 17:30"),
    ("2026-09-18 16:00", 1, "2026-09-20 17:30"),
    ("2026-09-30 09:00", 3, "2026-10-10 17:30"),
    # Spring Festival.
    ("2023-01-20 15:00", 2, "2023-01-29 17:30"),
    ("2024-02-09 15:00", 1, "2024-02-18 17:30"),
    ("2024-02-02 15:00", 1, "2024-02-04 17:30"),
    ("2025-01-24 15:00", 3, "2025-02-05 17:30"),
    ("2025-02-07 15:00", 1, "2025-02-08 17:30"),
    ("2026-02-13 15:00", 1, "2026-02-14 17:30"),
    ("2026-02-13 15:00", 5, "2026-02-27 17:30"),
    ("2026-02-13 15:00", 6, "2026-02-28 17:30"),
    ("2026-02-14 15:00", 1, "2026-02-24 17:30"),
    # Labour Day, Qingming, Dragon Boat, New Year across the year's end.
    ("2024-04-30 10:00", 6, "2024-05-11 17:30"),
    ("2025-04-25 10:00", 1, "2025-04-27 17:30"),
    ("2026-04-30 10:00", 4, "2026-05-09 17:30"),
    ("2026-04-03 10:00", 1, "2026-04-07 17:30"),
    ("2023-06-21 10:00", 1, "2023-06-25 17:30"),
    ("2022-12-31 10:00", 1, "2023-01-03 17:30"),
    ("2025-12-31 10:00", 1, "2026-01-04 17:30"),
    # Fifteen days over the longest holiday.
    ("2026-09-24 10:00", 15, "2026-10-22 17:30"),
]


@pytest.mark.parametrize(("start", "amount", "due"), GOLDEN)
def test_working_days(start, amount, due):
    found = arithmetic.add_working(moment(start), amount, calendars())
    assert said(found.at) == due
    assert not found.provisional
    assert arithmetic.working_between(moment(start), found.at, calendars()) == amount


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-09-30 23:40", 2, Unit.HOURS, "2026-10-01 01:40"),
        ("2026-10-01 08:00", 30, Unit.MINUTES, "2026-10-01 08:30"),
        ("2026-02-14 10:00", 24, Unit.HOURS, "2026-02-15 10:00"),
        ("2026-11-20 16:30", 2, Unit.OFFICE_HOURS, "2026-11-23 10:00"),
        ("2026-11-20 08:00", 3, Unit.OFFICE_HOURS, "2026-11-20 12:00"),
        ("2026-11-20 11:00", 2, Unit.OFFICE_HOURS, "2026-11-20 15:00"),
        ("2026-09-30 17:00", 1, Unit.OFFICE_HOURS, "2026-10-08 09:30"),
        ("2026-11-16 10:00", 7, Unit.DAYS, "2026-11-23 17:30"),
        ("2026-09-26 10:00", 7, Unit.DAYS, "2026-10-08 17:30"),
    ],
)
def test_other_units(start, amount, unit, due):
    assert said(arithmetic.add(moment(start), amount, unit, calendars()).at) == due


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-11-16 10:00", 1, Unit.WORKING_DAYS, "2026-11-17 12:00"),
        ("2026-11-16 10:00", 2, Unit.WORKING_DAYS, "2026-11-18 17:30"),
        ("2026-11-17 11:00", 2, Unit.OFFICE_HOURS, "2026-11-18 10:00"),
        ("2026-11-17 15:00", 1, Unit.OFFICE_HOURS, "2026-11-18 10:00"),
    ],
)
def test_half_days(start, amount, unit, due):
    known = calendars(d2026_11_17=half())
    assert said(arithmetic.add(moment(start), amount, unit, known).at) == due


@pytest.mark.parametrize(
    ("start", "amount", "due", "provisional"),
    [
        ("2026-12-30 10:00", 1, "2026-12-31 17:30", False),
        ("2026-12-30 10:00", 2, "2027-01-01 17:30", True),
        ("2026-12-31 18:00", 1, "2027-01-01 17:30", True),
        ("2027-12-31 10:00", 3, "2028-01-05 17:30", True),
    ],
)
def test_beyond_the_last_notice_it_is_monday_to_friday_and_marked(start, amount, due, provisional):
    found = arithmetic.add_working(moment(start), amount, calendars())
    assert (said(found.at), found.provisional) == (due, provisional)


def test_the_clock_is_never_provisional():
    start = moment("2026-12-31 23:00")
    assert not arithmetic.add(start, 48, Unit.HOURS, calendars()).provisional


def test_a_notice_reaches_into_the_december_before():
    assert noticed(2023).keys() > {date(2022, 12, 31)}
    assert not calendars().is_worked(date(2022, 12, 31))


@pytest.mark.parametrize("amount", [0, -1])
def test_a_limit_is_at_least_one(amount):
    with pytest.raises(ValueError, match="at least one"):
        arithmetic.add(moment("2026-01-01 00:00"), amount, Unit.HOURS, calendars())
