"""Reading a notice that staff typed or uploaded: one day, or one stretch of days, a line.

`2027-02-05~2027-02-11, day off, Spring Festival`; half days say their hours in a fourth column.
Every line that cannot be read is named with its number and what is wrong with it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.worktime import hours
from portal.worktime.calendars import SATURDAY, Special
from portal.worktime.hours import Hours
from portal.worktime.words import Kind

# Years, months and days with anything between them, so that every way of writing a date is read.
DATE = re.compile(r"([0-9]{4})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})")
LONGEST_STRETCH = 31
LONGEST_NAME = 40
MOST_LINES = 400
# What people call each kind, beside its code; the first is how it is written back.
CALLED: dict[Kind, str | Promise] = {
    Kind.HOLIDAY: _("day off|holiday|off"),
    Kind.WORKDAY: _("workday|make-up workday|work"),
    Kind.HALF: _("half day|half"),
}


@dataclass(frozen=True)
class Fault:
    """A line that cannot be loaded, and why."""

    line: int
    text: str
    sentence: str | Promise


@dataclass(frozen=True)
class Sheet:
    """What could be read, and what could not."""

    days: Mapping[date, Special]
    faults: tuple[Fault, ...]


class Unreadable(Exception):
    """One line says something else than a day of this year."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def decoded(raw: bytes) -> str | None:
    """The text of an uploaded file as editors and spreadsheets save it; nothing if it is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read(text: str, year: int) -> Sheet:
    """Every line of the sheet; the first may be a heading."""
    days: dict[date, Special] = {}
    faults = []
    lines = text.splitlines()
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip() or (number == 1 and not re.search("[0-9]", line)):
            continue
        try:
            days |= _line(line, year, days)
        except Unreadable as unreadable:
            faults.append(Fault(number, line, unreadable.sentence))
    if len(lines) > MOST_LINES:
        words = _("The sheet is too long for one year.")
        faults.append(Fault(MOST_LINES + 1, lines[MOST_LINES], words))
    return Sheet(dict(sorted(days.items())), tuple(faults))


def written(days: Mapping[date, Special]) -> str:
    """The same days as a sheet that `read` reads."""
    return "\n".join(_row(day, special) for day, special in days.items())


def _row(day: date, special: Special) -> str:
    cells = [day.isoformat(), _words(special.kind)[0], special.name, str(special.hours or "")]
    cells = [f'"{cell}"' if "," in cell else cell for cell in cells]
    return ",".join(cells).rstrip(",")


def _line(line: str, year: int, known: Mapping[date, Special]) -> dict[date, Special]:
    cells = _cells(line)
    kind = _kind(cells[1])
    special = Special(kind, cells[2][:LONGEST_NAME], _shorter(kind, cells[3]))
    found = dict.fromkeys(_days(cells[0], year), special)
    for day in found:
        if day in known:
            raise Unreadable(_("%(day)s stands in the sheet twice.") % {"day": day})
        if kind == Kind.WORKDAY and day.weekday() < SATURDAY:
            words = _("%(day)s is no Saturday or Sunday, so it needs no make-up workday.")
            raise Unreadable(words % {"day": day})
    return found


def _cells(line: str) -> list[str]:
    if "," not in line:
        line = normalize("NFKC", line)
    separator = "\t" if "\t" in line else ","
    cells = next(csv.reader([line], delimiter=separator), [])
    return [*(cell.strip() for cell in cells), "", "", "", ""][:4]


def _kind(cell: str) -> Kind:
    wanted = cell.strip().lower()
    for kind in Kind:
        if wanted in (kind.value, *_words(kind)):
            return kind
    words = _("The second column says one of: %(kinds)s.")
    raise Unreadable(words % {"kinds": ", ".join(_words(kind)[0] for kind in Kind)})


def _words(kind: Kind) -> list[str]:
    return str(CALLED[kind]).split("|")


def _shorter(kind: Kind, cell: str) -> Hours | None:
    if kind != Kind.HALF:
        return None
    try:
        return hours.parse(cell)
    except ValueError:
        raise Unreadable(
            _("A half day needs its hours in the fourth column, like 09:00-12:00.")
        ) from None


def _days(cell: str, year: int) -> Iterator[date]:
    ends = [_date(*map(int, found.groups())) for found in DATE.finditer(normalize("NFKC", cell))]
    if not 1 <= len(ends) <= 2:
        raise Unreadable(_("The first column is a date like 2027-02-05, or two with ~ between."))
    first, last = ends[0], ends[-1]
    if not 0 <= (last - first).days < LONGEST_STRETCH:
        raise Unreadable(_("The stretch ends before it begins, or is longer than a month."))
    if not date(year - 1, 12, 1) <= first <= last <= date(year, 12, 31):
        raise Unreadable(_("This day is not in %(year)d.") % {"year": year})
    return iter([first + timedelta(days=n) for n in range((last - first).days + 1)])


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_("There is no such day.")) from None
