"""Who may take an order into an account, and what of it a resident may change. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.belonging import Ring
from portal.orders.models import Order
from portal.orders.states import OPEN
from portal.people.actors import Resident
from portal.people.models import User

# A number that was given up rests 90 days before another person gets it, so whoever holds the phone
# today held it when an order younger than that was placed (ADR 0011).
PHONE_PROVES = timedelta(days=90)


def check_code(order: Order | None, code: str) -> None:
    """Number and query code belong together. Raises Refused; a number unknown takes as long."""
    right = order.query_code if order else secrets.token_hex(5)
    if not secrets.compare_digest(right.encode(), code.encode()) or order is None:
        raise Refused(
            _(
                "Number and query code do not belong together. Please compare both with your receipt."
            )
        )


def check_tie(order: Order, person: User) -> None:
    """An order is in one account at most, and staff have none for orders. Raises Refused."""
    if not person.is_resident:
        raise Refused(_("Please sign in with your phone first."))
    if order.account_id not in (None, person.pk):
        raise Refused(_("This order is in another account already."))


def check_phone_proof(order: Order, index: str, at: datetime) -> None:
    """The verified phone is the order's, given less than ninety days ago. Raises Refused."""
    if not index or order.phone_index != index or order.placed_at < at - PHONE_PROVES:
        raise Refused(_("This order needs its query code."))


def check_owner(order: Order, person: User) -> None:
    """Only its own account lets an order go. Raises Refused."""
    if not person.is_resident or order.account_id != person.pk:
        raise Refused(_("This order is not in your account."))


def check_asker(order: Order, by: Resident) -> None:
    """Only who placed it says how to be reached. Raises Refused."""
    if by.order_id != order.pk:
        raise Refused(_("This order is not yours to work on."))


def why_no_contact(order: Order) -> str:
    """The sentence of the refusal, "" while somebody may still call about it, or the one it shares."""
    shared = order.merged_into or order
    if shared.state in OPEN:
        return ""
    return gettext("This order has ended; nobody calls about it any more.")


def check_contact(order: Order, phone: str) -> None:
    """Contact data changes while somebody may still need it. Raises Refused."""
    if sentence := why_no_contact(order):
        raise Refused(sentence)
    if not phone:
        raise Refused(_("Please give a phone number, so that we can reach you."))


def check_ring(order: Order, ring: str) -> None:
    """A call back is wished for a time of day, while the order is open. Raises Refused."""
    if sentence := why_no_contact(order):
        raise Refused(sentence)
    if ring not in Ring.values:
        raise Refused(_("Please choose when we may ring."))
