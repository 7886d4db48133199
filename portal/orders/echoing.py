"""我也遇到了: which orders a resident may say to have too; a number alone tells nothing."""

import re

from portal.orders.models import Order
from portal.orders.shown import shown_since
from portal.orders.states import OPEN, State

ECHOED = OPEN | {State.CLOSED}
NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,9}")


def echoable(number: str) -> Order | None:
    """The order of this number, open or closed, where a public page speaks of it."""
    if not NUMBER.fullmatch(number):
        return None
    found = Order.objects.filter(number=number, state__in=ECHOED)
    order = found.select_related("matter", "area").first()
    return order if order and shown_since(order) else None


def is_open(order: Order) -> bool:
    """Whether both could still be handled together; else the clerk sees that it came back."""
    return order.state in OPEN
