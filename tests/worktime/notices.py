"""The real notices of 2023 to 2026, copied by hand, as calendars without a database."""

import functools
from datetime import date, datetime, timedelta
from pathlib import Path

from portal.worktime.calendars import BEIJING, Calendars, Special, Year
from portal.worktime.hours import parse
from portal.worktime.words import Kind

FILE = Path(__file__).parent / "data" / "notices.txt"
YEARS = range(2023, 2027)


@functools.cache
def noticed(year: int) -> dict[date, Special]:
    """The special days of a year as its notice says them."""
    days = {}
    for line in FILE.read_text().splitlines():
        if not line.startswith(str(year)):
            continue
        _year, what, *cells = line.split()
        if what == "off":
            first, last = map(date.fromisoformat, cells[:2])
            stretch = range((last - first).days + 1)
            days |= {first + timedelta(days=n): Special(Kind.HOLIDAY, cells[2]) for n in stretch}
        else:
            days |= {date.fromisoformat(cell): Special(Kind.WORKDAY) for cell in cells}
    return days


def calendars(official=YEARS, **extra: Special) -> Calendars:
    """The notices' calendars; `d2026_12_31=…` adds a special day."""
    more = {date(*map(int, name[1:].split("_"))): special for name, special in extra.items()}
    years = {
        year: Year(year, 1, True, days=noticed(year) | {
            day: special for day, special in more.items() if day.year == year
        })
        for year in official
    }  # fmt: skip
    return Calendars(max(official, default=0), years)


def half(hours: str = "09:00-12:00") -> Special:
    """A day that closes at noon."""
    return Special(Kind.HALF, "", parse(hours))


def moment(text: str) -> datetime:
    """`2026-02-13 09:30` in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def said(at: datetime) -> str:
    """The same, written back."""
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
