"""上报: by staff with a reason, or by the clock with a cause."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, remark
from portal.orders.commands.raising import raise_one_level
from portal.orders.models import Order
from portal.orders.states import Cause, Verb
from portal.people.actors import Clock
from portal.people.models import User


@transaction.atomic
def escalate(
    order: Order, *, reason: str = "", cause: Cause = Cause.BY_HAND, by: User | Clock, at: datetime
) -> Order:
    """Raise an order one level (DOMAIN 11: unaccepted 24 h → coordinator).

    Raises Refused without a reason of a person, and at the top when the order waits there already.
    """
    order = lock(order)
    rules.check(order, Verb.ESCALATE, by)
    rules.check_escalation(reason, by)
    if reason.strip():
        remark(order, Verb.ESCALATE, reason, by=by, at=at)
    raise_one_level(order, cause=cause, by=by, at=at)
    return order
