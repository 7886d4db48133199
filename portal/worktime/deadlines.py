"""One deadline: its limit, its pauses and extensions, and when it is due because of them.

Plain values that fit in a row of any room (`as_json`, `from_json`); whoever owns the row stores them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from portal.worktime import arithmetic
from portal.worktime.arithmetic import Due
from portal.worktime.calendars import Calendars
from portal.worktime.hours import BEIJING
from portal.worktime.words import BY_CLOCK, Part, Unit

A_DAY = timedelta(hours=24)
LAST_FIFTH = 0.2


@dataclass(frozen=True)
class Pause:
    """The clock stands; `latest` is when it goes on by itself, whatever happens."""

    start: datetime
    latest: datetime
    reason: str
    end: datetime | None = None

    @property
    def until(self) -> datetime:
        """When it ended, or will at the latest."""
        return self.latest if self.end is None else min(self.end, self.latest)


@dataclass(frozen=True)
class Extension:
    """More of the same unit, granted by somebody for a reason; `approver` is an actor code."""

    amount: int
    reason: str
    approver: str
    at: datetime


@dataclass(frozen=True)
class Segment:
    """A stretch of elapsed time and what it was."""

    part: Part
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasted."""
        return self.end - self.start


@dataclass(frozen=True)
class Deadline:
    """A limit that began to run; `promised` is what was said first, before pauses and extensions."""

    class_code: str
    step: str
    amount: int
    unit: str
    started_at: datetime
    calendar_version: int
    promised: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def by_clock(self) -> bool:
        """Whether it runs day and night."""
        return self.unit in BY_CLOCK

    @property
    def standing(self) -> Pause | None:
        """The pause that has not been ended."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None

    def due(self, calendars: Calendars) -> Due:
        """The earlier of what was promised and what the calendars say, moved by each addition."""
        due = arithmetic.add(self.started_at, self.amount, self.unit, calendars)
        if self.promised is not None and self.promised < due.at:
            due = replace(due, at=self.promised)
        for extension in self.extensions:
            due = _joined(due, arithmetic.add(due.at, extension.amount, self.unit, calendars))
        for pause in self.pauses:
            if pause.start < due.at:
                due = _joined(due, _moved(due.at, pause, self.unit, calendars))
        return due

    def recomputed(self, calendars: Calendars) -> Self:
        """Under newer calendars: a promise that is earlier than what they say is kept."""
        fresh = arithmetic.add(self.started_at, self.amount, self.unit, calendars).at
        promised = fresh if self.promised is None else min(self.promised, fresh)
        return replace(self, calendar_version=calendars.edition, promised=promised)

    def paused(self, at: datetime, *, latest: datetime, reason: str) -> Self:
        """Standing from now on. Raises ValueError when it stands already or would never go on."""
        if self.standing or latest <= at or (self.pauses and at < self.pauses[-1].until):
            raise ValueError("A clock stands once at a time, and for a while.")
        return replace(self, pauses=(*self.pauses, Pause(at, latest, reason)))

    def resumed(self, at: datetime) -> Self:
        """Running again; a pause that its bound has ended keeps that end."""
        if self.standing is None:
            return self
        ended = replace(self.standing, end=max(self.standing.start, min(at, self.standing.latest)))
        return replace(self, pauses=(*self.pauses[:-1], ended))

    def extended(self, extension: Extension) -> Self:
        """With more time; whether it may be granted is said by `extensions.check_extension`."""
        return replace(self, extensions=(*self.extensions, extension))

    def segments(self, until: datetime, calendars: Calendars) -> list[Segment]:
        """What the time since the start was; the lengths sum to the time that went by."""
        return list(_segments(self, until, calendars))

    def warned_at(self, calendars: Calendars) -> datetime:
        """Blue: 24 hours before it is due, or the last fifth where that is less."""
        due = self.due(calendars).at
        return due - min(A_DAY, (due - self.started_at) * LAST_FIFTH)

    def half_gone_at(self, calendars: Calendars) -> datetime:
        """Yellow, if nothing has been done by then: half of what counts has run."""
        due = self.due(calendars).at
        running = [s for s in self.segments(due, calendars) if s.part == Part.RUNNING]
        left = sum((segment.length for segment in running), timedelta()) / 2
        for segment in running:
            if segment.length >= left:
                return segment.start + left
            left -= segment.length
        return due

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, moments in ISO 8601."""
        return {name: _plain(value) for name, value in vars(self).items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        pauses = tuple(Pause(**_moments(one)) for one in stored["pauses"])
        extensions = tuple(Extension(**_moments(one)) for one in stored["extensions"])
        given = {**_moments(stored), "pauses": pauses, "extensions": extensions}
        return cls(**given)


def _moved(due: datetime, pause: Pause, unit: str, calendars: Calendars) -> Due:
    """A due moment after a pause that began before it; never before the pause ended."""
    if unit in BY_CLOCK:
        return Due(due + (pause.until - pause.start))
    if unit == Unit.OFFICE_HOURS:
        stood = arithmetic.office_between(pause.start, pause.until, calendars)
        return arithmetic.add_office(due, stood, calendars) if stood else Due(due)
    first, last = calendars.day_at_work(pause.start), calendars.day_at_work(pause.until)
    stood_days = (last - first).days if unit == Unit.DAYS else calendars.count_worked(first, last)
    if stood_days < 1 and pause.until <= due:
        return Due(due)
    moved = arithmetic.add(due, stood_days, unit, calendars) if stood_days > 0 else Due(due)
    resumed = Due(calendars.closing(last), calendars.is_provisional(first, last))
    return moved if moved.at >= resumed.at else resumed


def _joined(before: Due, after: Due) -> Due:
    return Due(after.at, before.provisional or after.provisional)


def _segments(deadline: Deadline, until: datetime, calendars: Calendars) -> Iterator[Segment]:
    at = deadline.started_at
    for pause in deadline.pauses:
        begins, ends = min(pause.start, until), min(pause.until, until)
        yield from _running(at, begins, deadline.by_clock, calendars)
        if ends > begins:
            yield Segment(Part.PAUSED, begins, ends)
        at = max(at, ends)
    yield from _running(at, until, deadline.by_clock, calendars)


def _running(
    start: datetime, end: datetime, by_clock: bool, calendars: Calendars
) -> Iterator[Segment]:
    spans = [(start, end)] if by_clock else arithmetic.office_spans(start, end, calendars)
    at = start
    for opens, closes in spans:
        if opens > at:
            yield Segment(Part.OFF, at, opens)
        if closes > opens:
            yield Segment(Part.RUNNING, opens, closes)
        at = closes
    if end > at:
        yield Segment(Part.OFF, at, end)


MOMENTS = frozenset({"started_at", "promised", "start", "latest", "end", "at"})


def _plain(value: Any) -> Any:
    if isinstance(value, Pause | Extension):
        return {name: _plain(each) for name, each in vars(value).items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.astimezone(BEIJING).isoformat() if isinstance(value, datetime) else value


def _moments(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: datetime.fromisoformat(value) if key in MOMENTS and value else value
        for key, value in stored.items()
    }
