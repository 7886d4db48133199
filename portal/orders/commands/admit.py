"""受理: the community takes the matter on; where units grab, it is offered to one at once."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.commands.offer import offer
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Clock
from portal.people.models import User


@transaction.atomic
def admit(order: Order, *, by: User | Clock, at: datetime) -> Order:
    """Admit a placed order. Raises Refused when it is not placed or not this person's."""
    order = lock(order)
    rules.check(order, Verb.ADMIT, by)
    order.state, order.admitted_at = State.ADMITTED, at
    step("admitted", order, "state", "admitted_at", by=by, at=at)
    return offer(order, at=at)
