"""批量下单、批量并案: one act for several orders, each in a transaction of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from portal.errors import Refused
from portal.orders.commands.dispatch import dispatch
from portal.orders.commands.merge import merge
from portal.orders.models import Order
from portal.orders.states import State
from portal.people.models import User
from portal.places.models import Organisation


@dataclass
class Outcome:
    """What became of each order of a list; failures with the sentence of their refusal."""

    done: list[Order] = field(default_factory=list)
    already: list[Order] = field(default_factory=list)
    refused: list[tuple[Order, str]] = field(default_factory=list)


def dispatch_many(orders: Iterable[Order], *, to: Organisation, by: User, at: datetime) -> Outcome:
    """Hand each order to the unit; one that is refused keeps none of the others back.

    What the unit has already, from this list sent twice or from a colleague, is no failure.
    """
    outcome = Outcome()
    for order in orders:
        try:
            outcome.done.append(dispatch(order, to=to, by=by, at=at))
        except Refused as refusal:
            now = Order.objects.get(pk=order.pk)
            if now.state == State.DISPATCHED and now.unit_id == to.pk:
                outcome.already.append(order)
            else:
                outcome.refused.append((order, str(refusal)))
    return outcome


def merge_many(orders: Iterable[Order], *, into: Order, by: User, at: datetime) -> Outcome:
    """Merge each order into the one that leads; one that is refused keeps none of the others back."""
    outcome = Outcome()
    for order in orders:
        try:
            outcome.done.append(merge(order, into=into, by=by, at=at))
        except Refused as refusal:
            if Order.objects.filter(pk=order.pk, merged_into=into).exists():
                outcome.already.append(order)
            else:
                outcome.refused.append((order, str(refusal)))
    return outcome
