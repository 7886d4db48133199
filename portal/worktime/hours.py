"""Office hours of one day, such as 09:00-12:00,14:00-17:30. Plain values; knows no calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from unicodedata import normalize
from zoneinfo import ZoneInfo

SPAN = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})\s*")
BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Hours:
    """The spans of a working day, in order and apart from each other."""

    spans: tuple[tuple[time, time], ...]

    def __str__(self) -> str:
        return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in self.spans)

    @property
    def closes(self) -> time:
        """When the day's work ends."""
        return self.spans[-1][1]

    def moments(self, day: date) -> list[tuple[datetime, datetime]]:
        """The spans as they stand on a day."""
        combine = datetime.combine
        return [(combine(day, opens, BEIJING), combine(day, closes, BEIJING))
                for opens, closes in self.spans]  # fmt: skip

    @property
    def length(self) -> timedelta:
        """How long is worked on such a day."""
        return sum((_span_length(*span) for span in self.spans), timedelta())


def parse(text: str) -> Hours:
    """Read `09:00-12:00,14:00-17:30`. Raises ValueError when it says no such thing."""
    spans = tuple(_span(part) for part in normalize("NFKC", text).split(","))
    edges = [edge for span in spans for edge in span]
    if any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("Office hours overlap or run backwards.")
    return Hours(spans)


def _span(text: str) -> tuple[time, time]:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError("Office hours read like 09:00-12:00.")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    return time(opens_hour, opens_minute), time(closes_hour, closes_minute)


def _span_length(opens: time, closes: time) -> timedelta:
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    return timedelta(minutes=minutes)
