"""我也遇到了: which orders a resident may say to have too, and who said so; a number alone tells nothing."""

import re

from django.db.models import QuerySet

from portal.orders.models import Order
from portal.orders.queries import can_lead, visible_to
from portal.orders.shown import shown_since
from portal.orders.states import EDGES, LEADING, OPEN, State, Verb
from portal.people.access import Person

ECHOED = OPEN | {State.CLOSED}
MERGEABLE = frozenset(edge.source for edge in EDGES if edge.verb == Verb.MERGE)
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


def named_lead(order: Order) -> Order | None:
    """The order that the resident named, or the one it was merged into, where this one may join it."""
    named = order.echoes
    if named is None or order.state not in MERGEABLE:
        return None
    return can_lead(order).filter(pk=named.merged_into_id or named.pk).first()


def waiting_to_join(lead: Order, person: Person) -> QuerySet[Order]:
    """What this person sees, stands alone, and names this order or one that was merged into it."""
    if lead.state not in LEADING:
        return Order.objects.none()
    told_of = [lead.pk, *lead.merged_orders.values_list("pk", flat=True)]
    named = Order.objects.filter(echoes__in=told_of)
    alone = named.filter(pk__in=visible_to(person).values("pk"))
    alone = alone.filter(state__in=sorted(MERGEABLE)).exclude(pk=lead.pk)
    return alone.select_related("matter", "area", "profile").order_by("placed_at", "number")
