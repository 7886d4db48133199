"""Weeks of the tally: Monday to Sunday, Beijing time. Plain values."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WRITTEN = re.compile(r"(20[0-9]{2})-W([0-9]{2})")


@dataclass(frozen=True)
class Week:
    """One week, known by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week the day lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def named(cls, text: str) -> "Week | None":
        """The week written as a browser's week field does, 2026-W47; None when it is none."""
        found = WRITTEN.fullmatch(text)
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1)) if found else None
        except ValueError:
            return None

    @property
    def name(self) -> str:
        """2026-W47."""
        year, number, _day = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From its first moment to the first moment of the next."""
        start = timezone.make_aware(datetime.combine(self.monday, time.min))
        return start, start + timedelta(days=7)

    def shifted(self, weeks: int) -> "Week":
        """So many weeks later, or earlier."""
        return Week(self.monday + timedelta(weeks=weeks))
