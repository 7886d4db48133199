"""Every verb turns the clocks of its order, in its own transaction: `turn` is called by `beats.log`.

The order's row is locked by the verb, so its deadlines change in one hand only.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from portal.ledger.append import Detail
from portal.orders.clocks import schedule
from portal.orders.clocks.kinds import NATURES, REACHING, Kind
from portal.orders.clocks.starting import begin, review_at, waits_until
from portal.orders.clocks.table import TURNS, Turn
from portal.orders.models import Deadline, Order
from portal.prepared import Read, insert, update, values
from portal.services.rules import time_class_of
from portal.worktime import queries
from portal.worktime.calendars import Calendars
from portal.worktime.queries import Limits

COLUMNS = (
    "term", "calendar_version", "provisional", "due_at", "blue_at", "yellow_at", "wake_at",
    "colour", "warned", "standing", "lapsed_at", "stopped_at", "tries", "parked",
)  # fmt: skip
STOPPED = "stopped_at", "wake_at", "standing"
RUNNING = Read(
    lambda order: Deadline.objects.filter(order=order, stopped_at__isnull=True).order_by("pk")
)


def turn(order: Order, verb: str, at: datetime, assist: Detail = None) -> tuple[str, ...]:
    """Start, stop, pause and resume what the table says for this ledger word.

    What the order carries of it is changed in memory; the names of these fields are for the caller to save.
    """
    change = TURNS.get(verb)
    if change is None:
        return ()
    if verb == "placed" and order.opening is not None:
        insert(Deadline, order.opening)
        return ()
    turning = Turning(order, at, running(order), assist)
    turning.take(change)
    turning.write()
    return turning.named + bear(order, [*turning.running, *turning.started])


def running(order: Order) -> list[Deadline]:
    """The deadlines of a locked order that have not been stopped."""
    return RUNNING.rows(order.pk)


def open_clocks(order: Order, at: datetime) -> None:
    """The first deadlines of an order not yet saved: reckoned before the counter is locked."""
    turning = Turning(order, at, [])
    turning.take(TURNS["placed"])
    order.opening = [values(row) for row in turning.started]
    bear(order, turning.started)


class Turning:
    """One step of one order: its deadlines before and after, written at the end."""

    def __init__(
        self, order: Order, at: datetime, running: list[Deadline], assist: Detail = None
    ) -> None:
        # An order from before there were classes gets its own now.
        self.named: tuple[str, ...] = () if order.time_class else ("time_class",)
        order.time_class = order.time_class or time_class_of(order.matter, order.text)
        self.order, self.at = order, at
        self.assist = int(assist) if assist else None
        self.running, self.started = running, list[Deadline]()
        self.touched: dict[int, Deadline] = {}

    @cached_property
    def _terms(self) -> tuple[Calendars, Limits]:
        return queries.calendars_and_limits(self.order.time_class)

    @property
    def known(self) -> Calendars:
        """The calendars as they are now."""
        return self._terms[0]

    @property
    def limits(self) -> Limits:
        """What the order's time class allows."""
        return self._terms[1]

    def take(self, change: Turn) -> None:
        """Do to the deadlines what the table says."""
        for row in [row for row in self.running if self._stops(row, change)]:
            self._stop(row)
        for row in self.running:
            if row.parked:
                self._look_again(row)
            if change.pauses:
                self._pause(row)
            elif change.resumes:
                self._resume(row)
            if change.calms and row.yellow_at:
                schedule.calm(row)
                self.touched[row.pk] = row
        for kind in change.starts:
            self._start(kind)
        for pair in change.pairs:
            self._ensure(*pair)

    def write(self) -> None:
        """Save what changed: rows stopped or moved, rows begun."""
        for row in self.touched.values():
            update(row, STOPPED if row.stopped_at else COLUMNS)
        insert(Deadline, [values(row) for row in self.started])

    def _stops(self, row: Deadline, change: Turn) -> bool:
        if row.kind == Kind.ASSIST and not change.ends:
            return Kind.ASSIST in change.stops and row.assist_id == self.assist
        return change.ends or row.kind in change.stops

    def _stop(self, row: Deadline) -> None:
        row.stopped_at, row.wake_at, row.standing = self.at, None, False
        self.running.remove(row)
        self.touched[row.pk] = row

    def _look_again(self, row: Deadline) -> None:
        """Somebody has dealt with the order: the clock tries once more what it failed at."""
        schedule.look_again(row, self.at)
        self.touched[row.pk] = row

    def _pause(self, row: Deadline) -> None:
        latest = review_at(self.order) or waits_until(self.at, self.limits, self.known)
        if row.standing or not NATURES[Kind(row.kind)].coloured or latest <= self.at:
            return
        reason = "suspended" if self.order.review_on else "waiting"
        terms = row.terms.resumed(self.at)
        row.hold(terms.paused(self.at, latest=latest, reason=reason))
        row.standing = True
        self._refit(row)

    def _resume(self, row: Deadline) -> None:
        if row.standing:
            row.hold(row.terms.resumed(self.at))
            row.standing = False
            self._refit(row)
        schedule.retry(row, self.at)
        self.touched[row.pk] = row

    def _refit(self, row: Deadline) -> None:
        calm = row.yellow_at is None
        schedule.fit(row, self.known, calm=calm)
        self.touched[row.pk] = row

    def _start(self, kind: Kind) -> None:
        row = begin(self.order, kind, self.at, self.limits, self.known, self.assist)
        if row is not None:
            self.started.append(row)

    def _ensure(self, first: Kind, again: Kind) -> None:
        """One of the pair runs: the second of them after a bad rating."""
        if any(row.kind in (first, again) for row in self.running):
            return
        if (first, again) == REACHING and self.order.contacted_at:
            return
        self._start(again if self.order.redo_count else first)


def carry(order: Order, running: Iterable[Deadline]) -> None:
    """Let the order carry its nearest deadline and its worst colour, for lists; writes what changed."""
    if names := bear(order, running):
        update(order, names)


def bear(order: Order, running: Iterable[Deadline]) -> tuple[str, ...]:
    """The same in memory; the names of the fields that changed."""
    fields = _carried(order, running)
    changed = tuple(name for name, value in fields.items() if getattr(order, name) != value)
    for name in changed:
        setattr(order, name, fields[name])
    return changed


def _carried(order: Order, running: Iterable[Deadline]) -> dict[str, Any]:
    """What of its deadlines an order carries: those that are staff's to keep and do not stand still."""
    ours = [row for row in running if NATURES[Kind(row.kind)].coloured and not row.standing]
    nearest = min(ours, key=lambda row: row.due_at, default=None)
    return {
        "due_at": nearest.due_at if nearest else None,
        "due_kind": nearest.kind if nearest else "",
        "due_provisional": nearest.provisional if nearest else False,
        "colour": schedule.worst(ours),
    }
