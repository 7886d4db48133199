"""抢单: where the street lets units grab, the house dispatches what was admitted to the team that fits."""

from datetime import datetime

from portal.orders import queries, rules
from portal.orders.commands.dispatch import dispatch
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.services.rules import may_own


def offer(order: Order, *, at: datetime) -> Order:
    """Dispatch by itself where the profile says so; without a fitting team it waits for a clerk."""
    if Verb.DISPATCH not in order.plan.by_itself:
        return order
    unit = queries.fitting_units(order).first()
    if unit is None or not may_own(order.matter, unit):
        return order
    return dispatch(order, to=unit, by=rules.PROFILE, at=at)
