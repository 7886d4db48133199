"""Open orders from before there were clocks get theirs: no order waits with nothing watching over it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.orders.clocks.kinds import Kind
from portal.orders.clocks.reading import RUNNING
from portal.orders.clocks.turning import running, turn
from portal.orders.commands.beats import lock, log
from portal.orders.models import Assist, Deadline, Order
from portal.orders.states import OPEN, State
from portal.people.actors import Clock

# The verb that leads into a state starts what limits it; an admitted order still waits to be dispatched.
ENTERED = {
    State.PLACED: "placed", State.ADMITTED: "placed", State.RETURNED: "returned",
    State.DISPATCHED: "dispatched", State.ACCEPTED: "accepted", State.ANSWERED: "answered",
    State.ESCALATED: "escalated", State.SUSPENDED: "suspended",
}  # fmt: skip
CARRIED = ("time_class", "due_at", "due_kind", "due_provisional", "colour")


def unclocked() -> Iterator[Order]:
    """Open orders over which no deadline of their own runs; a part that others do has its own."""
    watched = Deadline.objects.filter(RUNNING, order=OuterRef("pk")).exclude(kind=Kind.ASSIST)
    rows = Order.objects.filter(~Exists(watched), state__in=OPEN)
    yield from rows.order_by("placed_at", "pk").iterator()


@transaction.atomic
def begin_clocks(order: Order, *, by: Clock, at: datetime) -> bool:
    """Begin the deadlines of the order's state and of its open assists; whether there was anything to do.

    Steps are limited from now on; the answer, as always, from the day of the order. A second run finds
    nothing to do, also where the time class sets no limit.
    """
    order = lock(order)
    before, is_new = running(order), not order.time_class
    if any(row.kind != Kind.ASSIST for row in before):
        return False
    turn(order, ENTERED[State(order.state)], at)
    helped = [row.assist_id for row in before if row.assist_id]
    for assist in order.assists.filter(state__in=Assist.OPEN).exclude(pk__in=helped).order_by("pk"):
        turn(order, "assist_asked", at, assist=assist.pk)
    if not is_new and len(running(order)) == len(before):
        return False
    order.save(update_fields=CARRIED)
    log("clocks_begun", order, by=by, at=at, time_class=order.time_class)
    return True
