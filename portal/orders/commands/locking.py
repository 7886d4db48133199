"""Locks over more than one row, and the one order in which rows are locked, so that nobody waits in a ring.

1. the account (`place`, `tie`, `leave_account`);
2. orders by their key, all that the step may touch at once: who follows is locked with who leads;
3. what hangs on an order, after it: a part, its deadlines, its ratings, its case and then the
   revisions of that;
4. where an order is placed, its draft, the year's counter and then its photos;
5. rows that are only named (who, which unit, which matter): `ledger.append` has them checked;
6. the ledger's head, last, until the commit.

A row of another room (a post, an area, a matter before its revisions, a batch) is locked alone, before
4. Where others name it, it is locked `no_key`: whoever only names it goes past.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.commands import beats
from portal.orders.models import Assist, Order
from portal.people.models import User

MOVED = _("This order has moved on meanwhile. Please look at it again.")


def lock_with_lead(order: Order) -> tuple[Order, Order]:
    """The order, and the one whose answer it shares: itself, unless it was merged into another.

    Raises Refused when it was merged or parted between the look and the lock.
    """
    lead_id = Order.objects.values_list("merged_into_id", flat=True).get(pk=order.pk)
    if lead_id:
        hold([order.pk, lead_id])
    row = beats.lock(order)
    if row.merged_into_id != lead_id:
        raise Refused(MOVED)
    return row, beats.lock(Order(pk=lead_id)) if lead_id else row


def lock_with_followers(order: Order) -> tuple[Order, list[Order]]:
    """The order, and those merged into it, oldest first. Raises Refused when one joined meanwhile."""
    known = hold_with_followers(order)
    row = beats.lock(order)
    return row, _followers(order, known)


def lock_to_merge(order: Order, into: Order) -> tuple[Order, Order, list[Order]]:
    """The order, the one that is to lead, and those who would follow along.

    Raises Refused when one joined meanwhile.
    """
    known = hold_with_followers(order, into)
    row, lead = beats.lock(order), beats.lock(into)
    return row, lead, _followers(order, known)


def hold_with_followers(order: Order, *others: Order) -> set[UUID]:
    """Lock what `order` will need, for a step that reads the rows later; the keys of its followers."""
    known = set(Order.objects.filter(merged_into=order).values_list("pk", flat=True))
    if known or others:
        hold([order.pk, *(other.pk for other in others), *known])
    return known


def hold(keys: Iterable[UUID]) -> None:
    """Lock these orders, by key. Without a join and without reading them: see `beats.lock`."""
    if connection.features.has_select_for_update:
        rows = Order.objects.filter(pk__in=list(keys)).order_by("pk")
        list(rows.select_for_update().values_list("pk"))


def _followers(lead: Order, locked: set[UUID]) -> list[Order]:
    """Who is merged into an order that is locked: nobody joins it any more."""
    followers = Order.objects.filter(merged_into=lead).order_by("placed_at", "number")
    rows = list(followers.select_related("area", "owner__area"))
    if not {row.pk for row in rows} <= locked:
        raise Refused(MOVED)
    return rows


def lock_account(person: User, *, for_good: bool = False) -> bool:
    """Before any order goes into it or out of it; False where it is gone. `for_good`: to delete it."""
    row = User.objects.select_for_update(no_key=not for_good).filter(pk=person.pk)
    return row.values_list("pk").first() is not None


def lock_assist(assist: Assist, order: Order) -> Assist:
    """The part as it is now; its order is locked before it. Raises Refused when it is another's."""
    row = Assist.objects.select_for_update().filter(pk=assist.pk, order=order).first()
    if row is None:
        raise Refused(_("This order has no such request."))
    return row
