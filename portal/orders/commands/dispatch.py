"""下单: the owner hands the order to a unit."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Clock
from portal.people.models import User
from portal.places.models import Organisation
from portal.services.rules import check_owner


@transaction.atomic
def dispatch(order: Order, *, to: Organisation, by: User | Clock, at: datetime) -> Order:
    """Hand an admitted or raised order to a unit, whose handlers may accept it.

    Raises Refused to a unit that does not serve there, and to the street what was taken back from it.
    """
    order = lock(order)
    rules.check(order, Verb.DISPATCH, by)
    rules.check_unit(to, order)
    check_owner(order.matter, to)
    order.state, order.unit, order.handler = State.DISPATCHED, to, None
    order.dispatched_at, order.accepted_at = at, None
    step("dispatched", order, "state", "unit", "handler", "dispatched_at", "accepted_at",
         by=by, at=at, unit=to.code)  # fmt: skip
    return order
