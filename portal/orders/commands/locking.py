"""Locks over more than one order. Whoever leads is locked before whoever follows, leads by key."""

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.commands import beats
from portal.orders.models import Assist, Order


def lock_with_lead(order: Order) -> tuple[Order, Order]:
    """The order, and the one whose answer it shares: itself, unless it was merged into another.

    Raises Refused when it was merged or parted between the look and the lock.
    """
    lead_id = Order.objects.values_list("merged_into_id", flat=True).get(pk=order.pk)
    lead = beats.lock(Order(pk=lead_id)) if lead_id else None
    row = beats.lock(order)
    if row.merged_into_id != lead_id:
        raise Refused(_("This order has moved on meanwhile. Please look at it again."))
    return row, lead or row


def lock_both(first: Order, second: Order) -> tuple[Order, Order]:
    """Two orders in the sequence of their keys, so that two who merge crosswise never wait in a ring."""
    rows = {one.pk: beats.lock(one) for one in sorted((first, second), key=lambda one: str(one.pk))}
    return rows[first.pk], rows[second.pk]


def lock_followers(lead: Order) -> list[Order]:
    """Those merged into an order that is locked already, oldest first."""
    followers = Order.objects.filter(merged_into=lead).order_by("placed_at", "number")
    list(followers.select_for_update().values_list("pk"))  # without a join, see `beats.lock`
    return list(followers.select_related("area", "owner__area"))


def lock_assist(assist: Assist, order: Order) -> Assist:
    """The part as it is now; its order is locked before it. Raises Refused when it is another's."""
    row = Assist.objects.select_for_update().filter(pk=assist.pk, order=order).first()
    if row is None:
        raise Refused(_("This order has no such request."))
    return row
