"""What a notice would change in the calendar in force. Reads, never writes."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.worktime import queries
from portal.worktime.calendars import SATURDAY, Calendars, Special, Year
from portal.worktime.notices import Notice
from portal.worktime.words import Status


@dataclass(frozen=True)
class Change:
    """One day, as it is and as it would be."""

    day: date
    before: Special | None
    after: Special | None

    @property
    def was(self) -> str | Promise:
        """In words."""
        return in_words(self.day, self.before)

    @property
    def becomes(self) -> str | Promise:
        """In words."""
        return in_words(self.day, self.after)


@dataclass(frozen=True)
class Comparison:
    """Every changed day, and the number of worked days before and after."""

    version: int
    changes: tuple[Change, ...]
    worked_before: int
    worked_after: int


def in_words(day: date, special: Special | None) -> str | Promise:
    """What is done on a day."""
    if special is None:
        return _("Workday") if day.weekday() < SATURDAY else _("Weekend")
    return " ".join(filter(None, [str(special.kind.label), special.name, str(special.hours or "")]))


def with_notice(notice: Notice) -> Calendars:
    """All calendars as they would be."""
    known = queries.calendars()
    official = notice.status == Status.OFFICIAL
    year = Year(notice.year, 0, official, notice.hours, notice.days)
    return Calendars(known.edition, {**known.years, notice.year: year})


def compare(notice: Notice) -> Comparison:
    """The notice against the version in force."""
    known = queries.calendars()
    now = known.years.get(notice.year)
    before = now.days if now else {}
    days = sorted(before.keys() | notice.days.keys())
    changes = [Change(day, before.get(day), notice.days.get(day)) for day in days]
    return Comparison(
        now.version if now else 0,
        tuple(change for change in changes if change.before != change.after),
        len(known.worked(notice.year)),
        len(with_notice(notice).worked(notice.year)),
    )
