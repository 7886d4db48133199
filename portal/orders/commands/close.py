"""办结: the community closes what was answered."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Clock
from portal.people.models import User


@transaction.atomic
def close(order: Order, *, by: User | Clock, at: datetime) -> Order:
    """Close an answered order; unrated stays unrated and is never counted as satisfied."""
    order = lock(order)
    rules.check(order, Verb.CLOSE, by)
    order.state, order.ended_at = State.CLOSED, at
    step("closed", order, "state", "ended_at", by=by, at=at, round=order.round)
    return order
