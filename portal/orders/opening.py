"""Contact data is opened with a reason, and stays open to that person for a quarter of an hour.

The handler in charge needs none: accepting the order was the reason, and is in the ledger (DOMAIN 8).
Writes nothing; `check…` raises Refused with the sentence the person is shown.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import ContactOpening, OpeningReason, Order
from portal.orders.queries import may_see_contact
from portal.people.access import Person
from portal.people.models import User

STAYS_OPEN = timedelta(minutes=15)
SHOWN_HEAD, SHOWN_TAIL = 3, 4


def check_opening(order: Order, reason: str, note: str, by: User) -> None:
    """Who may see it says why; another reason is written out. Raises Refused."""
    if not may_see_contact(by, order):
        raise Refused(_("The contact data of this order is not for you."))
    if reason not in OpeningReason.values:
        raise Refused(_("Please choose why you open the contact data."))
    if reason == OpeningReason.OTHER and not note.strip():
        raise Refused(_("Please write the reason."))


def is_open(person: Person, order: Order, at: datetime) -> bool:
    """Whether this person sees the contact data now: in charge, or opened it just now; one query."""
    if not isinstance(person, User) or not may_see_contact(person, order):
        return False
    lately = ContactOpening.objects.filter(
        order=order, by=person, at__gt=at - STAYS_OPEN, exported=False
    )
    return order.handler_id == person.pk or lately.exists()


def openings(order: Order) -> QuerySet[ContactOpening]:
    """Who opened it, when and why; the latest first."""
    return ContactOpening.objects.filter(order=order).select_related("by").order_by("-at", "-pk")


def masked(phone: str) -> str:
    """180****1999: enough to tell two apart, too little to ring (DOMAIN 8)."""
    hidden = len(phone) - SHOWN_HEAD - SHOWN_TAIL
    if hidden <= 0:
        return "*" * len(phone)
    return f"{phone[:SHOWN_HEAD]}{'*' * hidden}{phone[-SHOWN_TAIL:]}"
