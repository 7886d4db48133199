"""A handler gives the order back, with a reason, to the community, which owns it again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def turn_down(order: Order, *, reason: str, by: User, at: datetime) -> Order:
    """Give an order back to the community. Raises Refused without a reason."""
    order = lock(order)
    rules.check(order, Verb.TURN_DOWN, by)
    rules.check_text(reason, _("Please write why you give it back."))
    unit = order.unit.code if order.unit else ""
    order.state, order.unit, order.handler = State.ADMITTED, None, None
    save(order, at, "state", "unit", "handler")
    remark(order, Verb.TURN_DOWN, reason, by=by, at=at)
    log("turned_down", order, by=by, at=at, unit=unit)
    return order
