"""接单: one person of the unit takes the order; whoever comes second is told so."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def accept(order: Order, *, by: User, at: datetime) -> Order:
    """Accept an order dispatched to one's unit. Raises Refused when it is taken or not the unit's."""
    order = lock(order)
    rules.check(order, Verb.ACCEPT, by)
    order.state, order.handler, order.accepted_at = State.ACCEPTED, by, at
    step("accepted", order, "state", "handler", "accepted_at", by=by, at=at, round=order.round)
    return order
