"""撤单: by the asker, before anybody has accepted."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Resident


@transaction.atomic
def withdraw(order: Order, *, reason: str = "", by: Resident, at: datetime) -> Order:
    """Withdraw an order nobody has accepted. Raises Refused once somebody works on it."""
    order = lock(order)
    rules.check(order, Verb.WITHDRAW, by)
    rules.check_collectable(reason)
    order.state, order.ended_at = State.WITHDRAWN, at
    save(order, at, "state", "ended_at")
    if reason.strip():
        remark(order, Verb.WITHDRAW, reason, by=by, at=at)
    log("withdrawn", order, by=by, at=at)
    return order
