"""Open orders from before there were clocks get theirs: no order waits with nothing watching over it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from portal.orders.clocks.turning import turn
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
    """Open orders that no clock has ever looked at: no time class was chosen, and no deadline begun."""
    rows = Order.objects.filter(state__in=OPEN, time_class="", deadlines__isnull=True)
    yield from rows.order_by("placed_at", "pk").iterator()


@transaction.atomic
def begin_clocks(order: Order, *, by: Clock, at: datetime) -> bool:
    """Begin the deadlines of the order's state and of its open assists; whether there was anything to do.

    Steps are limited from now on; the answer, as always, from the day of the order. Afterwards the order
    has its time class, so that a second run finds it no more.
    """
    order = lock(order)
    if order.time_class or Deadline.objects.filter(order=order).exists():
        return False
    turn(order, ENTERED[State(order.state)], at)
    for assist in order.assists.filter(state__in=Assist.OPEN).order_by("pk"):
        turn(order, "assist_asked", at, assist=assist.pk)
    # The class too where it sets no limit: that is how an order is known to have been looked at.
    order.save(update_fields=CARRIED)
    log("clocks_begun", order, by=by, at=at, time_class=order.time_class)
    return True
