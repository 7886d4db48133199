"""What one notice says about one year, before it is a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.worktime.calendars import USUAL_HOURS, Special
from portal.worktime.hours import Hours
from portal.worktime.words import Status


@dataclass(frozen=True)
class Notice:
    """The special days of a year, where they are written, and the office hours that go with them."""

    year: int
    status: Status
    source: str
    days: Mapping[date, Special]
    hours: Hours = USUAL_HOURS
