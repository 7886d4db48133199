"""Which days are worked, in which hours, and which years are only guessed.

Plain values: no database, no clock. A year without its notice is Monday to Friday, and provisional.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from portal.worktime.hours import BEIJING, Hours
from portal.worktime.words import Kind

# Ours; no rule names them. Every calendar carries its own.
USUAL_HOURS = Hours(((time(9), time(12)), (time(14), time(17, 30))))
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Special:
    """One day that differs from its weekday; `hours` where the day is shorter."""

    kind: Kind
    name: str = ""
    hours: Hours | None = None


@dataclass(frozen=True)
class Year:
    """One version of one year's calendar."""

    year: int
    version: int
    official: bool
    hours: Hours = USUAL_HOURS
    days: Mapping[date, Special] = field(default_factory=dict)
    notice: str = ""


class Calendars:
    """All years as they were known at one moment; `edition` names that moment."""

    def __init__(self, edition: int, years: Mapping[int, Year]) -> None:
        self.edition = edition
        self.years = years
        self.special: dict[date, Special] = {}
        for _year, calendar in sorted(years.items()):  # a notice may reach into the December before
            self.special.update(calendar.days)
        self._worked: dict[int, list[int]] = {}

    def is_official(self, year: int) -> bool:
        """Whether the notice of this year is loaded."""
        return year in self.years and self.years[year].official

    def is_worked(self, day: date) -> bool:
        """Whether any hour of the day is worked."""
        special = self.special.get(day)
        return day.weekday() < SATURDAY if special is None else special.kind != Kind.HOLIDAY

    def hours_on(self, day: date) -> Hours:
        """The hours of a worked day."""
        special = self.special.get(day)
        if special is not None and special.hours is not None:
            return special.hours
        return self.usual_hours(day.year)

    def usual_hours(self, year: int) -> Hours:
        """The office hours of a year; of a year that is not loaded, those of the latest that is."""
        known = self.years.get(year) or self.years.get(max(self.years, default=0))
        return known.hours if known else USUAL_HOURS

    def closing(self, day: date) -> datetime:
        """The end of office hours."""
        return datetime.combine(day, self.hours_on(day).closes, BEIJING)

    def worked(self, year: int) -> list[int]:
        """The ordinals of the worked days of a year, counted once."""
        found = self._worked.get(year)
        if found is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = range(first, last + 1)
            found = [day for day in days if self.is_worked(date.fromordinal(day))]
            self._worked[year] = found
        return found

    def worked_after(self, day: date, count: int) -> date:
        """The `count`th worked day after this day."""
        year, place = day.year, bisect_right(self.worked(day.year), day.toordinal()) + count - 1
        while place >= len(worked := self.worked(year)):
            place -= len(worked)
            year += 1
        return date.fromordinal(worked[place])

    def worked_on_or_after(self, day: date) -> date:
        """This day if it is worked, else the next that is."""
        return self.worked_after(day - ONE_DAY, 1)

    def count_worked(self, after: date, until: date) -> int:
        """Worked days after the one day, up to and including the other."""
        years = range(after.year, until.year)
        return (
            sum(len(self.worked(year)) for year in years)
            + bisect_right(self.worked(until.year), until.toordinal())
            - bisect_right(self.worked(after.year), after.toordinal())
        )

    def day_at_work(self, at: datetime) -> date:
        """The first worked day whose office hours end after this moment."""
        day = self.worked_on_or_after(at.astimezone(BEIJING).date())
        return day if self.closing(day) > at else self.worked_after(day, 1)

    def is_provisional(self, after: date, until: date) -> bool:
        """Whether a day after the one and up to the other lies in a year that is only guessed."""
        first = after + ONE_DAY
        return any(not self.is_official(year) for year in range(first.year, until.year + 1))
