"""查看联系方式: personal data is opened with a reason, and every opening is in the ledger."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal.errors import Refused
from portal.ledger.append import Detail, append
from portal.orders.commands.beats import log
from portal.orders.models import ContactOpening, Order
from portal.orders.opening import check_opening
from portal.people.actors import actor_code
from portal.people.models import User


@transaction.atomic
def open_contact(order: Order, *, reason: str, note: str = "", by: User, at: datetime) -> Order:
    """Open the contact data of one order. Raises Refused: not this person's, or without a reason.

    The ledger keeps the code of the reason, never the words.
    """
    check_opening(order, reason, note, by)
    ContactOpening.objects.create(order=order, by=by, at=at, reason=reason, note=note.strip())
    log("contact_opened", order, by=by, at=at, reason=reason)
    return order


@transaction.atomic
def take_out_contacts(
    orders: Sequence[Order], *, reason: str, note: str = "", by: User, at: datetime
) -> list[Order]:
    """The orders of a list whose contact data this person may take out; each opening is kept.

    One entry for the list, a row for each order, so that its own story tells it too. Raises Refused
    without a reason.
    """
    allowed = []
    for order in orders:
        try:
            check_opening(order, reason, note, by)
        except Refused:
            continue
        allowed.append(order)
    if orders and not allowed:
        check_opening(orders[0], reason, note, by)
    rows = [
        ContactOpening(order=order, by=by, at=at, reason=reason, note=note.strip(), exported=True)
        for order in sorted(allowed, key=lambda order: order.pk)  # as they are locked
    ]
    ContactOpening.objects.bulk_create(rows, batch_size=500)
    details: dict[str, Detail] = {"reason": reason, "orders": len(allowed)}
    append("orders.contacts_taken", f"staff:{by.pk}", by=actor_code(by), at=at, details=details)
    return allowed
