"""Reading the orders of one account, and those that its verified phone could bring in."""

from datetime import datetime

from django.db.models import QuerySet

from portal.orders.belonging_rules import PHONE_PROVES
from portal.orders.models import Order
from portal.people.models import User

SHOWN = (
    "matter__category",
    "area",
    "owner__area",
    "unit",
    "merged_into__owner",
    "merged_into__unit",
)


def owned_by(person: User) -> QuerySet[Order]:
    """Everything in the account, the newest first; nothing for staff."""
    own = Order.objects.filter(account=person) if person.is_resident else Order.objects.none()
    return own.select_related(*SHOWN).prefetch_related("ratings").order_by("-placed_at", "-number")


def of_same_phone(index: str, at: datetime) -> QuerySet[Order]:
    """Orders in no account that named this phone lately enough for it to be a proof."""
    if not index:
        return Order.objects.none()
    found = Order.objects.filter(phone_index=index, account=None, placed_at__gte=at - PHONE_PROVES)
    return found.select_related("matter", "area").order_by("-placed_at", "-number")
