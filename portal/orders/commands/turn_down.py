"""退回: a handler gives the order back, with a reason, to its owner; the second time it rises."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.commands.raising import raise_one_level
from portal.orders.models import Order
from portal.orders.states import Cause, Verb
from portal.people.models import User
from portal.profiles.queries import next_owner


@transaction.atomic
def turn_down(order: Order, *, reason: str, by: User, at: datetime) -> Order:
    """Give an order back to its owner; the community's goes to the street at the second return.

    DOMAIN 11: 2 returns → coordinator. Raises Refused without a reason.
    """
    order = lock(order)
    rules.check(order, Verb.TURN_DOWN, by)
    rules.check_text(reason, _("Please write why you give it back."))
    unit = order.unit.code if order.unit else ""
    order.state, order.unit, order.handler = rules.with_owner(order.level), None, None
    order.returns += 1
    save(order, at, "state", "unit", "handler", "returns")
    remark(order, Verb.TURN_DOWN, reason, by=by, at=at)
    log("turned_down", order, by=by, at=at, unit=unit, returns=order.returns)
    if rules.rises_after_return(order) and next_owner(order.plan, order.owner):
        raise_one_level(order, cause=Cause.TWO_RETURNS, by=by, at=at)
    return order
