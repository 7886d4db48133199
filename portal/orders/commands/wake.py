"""What the clock does when the moment of a deadline has come: warn, raise, end a wait, come back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.ledger.append import Detail
from portal.orders.clocks import schedule, turning
from portal.orders.clocks.kinds import NATURES, Colour, Kind, Lapse
from portal.orders.commands.beats import lock, log
from portal.orders.commands.close import close
from portal.orders.commands.decline import decline
from portal.orders.commands.escalate import escalate
from portal.orders.commands.locking import hold_with_followers
from portal.orders.commands.resume import resume
from portal.orders.models import Deadline, Order
from portal.people.actors import Clock
from portal.worktime import queries

A_DAY = timedelta(days=1)
Act = Callable[[Order, Kind, Clock, datetime], object]


@transaction.atomic
def wake(order: Order, *, deadline: int, by: Clock, at: datetime) -> Order:
    """Do what the deadline's next moment asks for, once: whoever comes second finds nothing to do.

    The entry bears the moment itself, however late the worker is, yet never one before the order's
    last step. A deadline that passes raises the order one level (DESIGN 2); what cannot rise stays red.
    """
    hold_with_followers(order)  # a wait that is over parts them
    order = lock(order)
    row = read(deadline)
    if row.wake_at is None or row.wake_at > at:
        return order
    due = schedule.moment(row)
    moment = max(due or row.wake_at, order.changed_at)
    if row.standing:
        _go_on(order, row)
    elif due is None:
        _lapse(order, row, by, moment)
    else:
        _tell(order, row, by, moment)
    return order


def read(deadline: int) -> Deadline:
    """The row as it is now; its order is locked."""
    return Deadline.objects.get(pk=deadline)


def _go_on(order: Order, row: Deadline) -> None:
    """The pause has reached its bound: the clock runs again, whether the resident wrote or not."""
    row.standing, row.tries = False, 0
    row.hold(row.terms.resumed(row.terms.standing.latest))  # type: ignore[union-attr]
    schedule.fit(row, queries.calendars(), calm=row.yellow_at is None)
    _keep(order, row)


def _tell(order: Order, row: Deadline, by: Clock, at: datetime) -> None:
    colour, kind = schedule.next_colour(row), Kind(row.kind)
    row.warned, row.tries = {**row.warned, colour.value: at.isoformat()}, 0
    schedule.settle(row)
    _keep(order, row)
    if NATURES[kind].coloured:
        log("warned", order, by=by, at=at, kind=kind.value, colour=colour.value, **_whose(row))
    if colour == Colour.RED:
        _lapse(order, row, by, at)


def _whose(row: Deadline) -> dict[str, Detail]:
    """The part of another unit that is warned of: that unit is told, and not the one that leads."""
    if row.assist is None:
        return {}
    due = row.due_at.isoformat(timespec="seconds")
    return {"unit": row.assist.unit.code, "assist": row.assist.pk, "due": due}


def _lapse(order: Order, row: Deadline, by: Clock, at: datetime) -> None:
    """Once for each deadline; what is refused stays red, and is tried when the order goes on."""
    lapse, mine = NATURES[Kind(row.kind)].lapse, Deadline.objects.filter(pk=row.pk)
    mine.update(lapsed_at=at, wake_at=None)
    try:
        with transaction.atomic():
            ACTS[lapse](order, Kind(row.kind), by, at)
    except Refused:
        # To rise there must be somebody above; a wait is ended on a later day.
        mine.update(lapsed_at=None, wake_at=None if lapse == Lapse.RAISE else at + A_DAY)


def _keep(order: Order, row: Deadline) -> None:
    row.save(update_fields=turning.COLUMNS)
    rows = [row if other.pk == row.pk else other for other in turning.running(order)]
    turning.carry(order, rows)


def _raise(order: Order, kind: Kind, by: Clock, at: datetime) -> object:
    return escalate(order, cause=NATURES[kind].cause, by=by, at=at)


def _decline(order: Order, kind: Kind, by: Clock, at: datetime) -> object:
    reason = _("The details we asked for did not come.")
    return decline(order, reason=reason, channel=_("You can order it again at any time."),
                   by=by, at=at)  # fmt: skip


ACTS: dict[Lapse, Act] = {
    Lapse.RAISE: _raise,
    Lapse.DECLINE: _decline,
    Lapse.CLOSE: lambda order, kind, by, at: close(order, by=by, at=at),
    Lapse.RESUME: lambda order, kind, by, at: resume(order, by=by, at=at),
    Lapse.NOTHING: lambda order, kind, by, at: None,
}
