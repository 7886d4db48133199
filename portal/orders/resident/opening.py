"""Which orders this device may open: those it was granted, and those of the account signed in."""

from django.http import HttpRequest

from portal.orders.models import Order
from portal.orders.resident import grants
from portal.residents.doors import resident_of


def opens(request: HttpRequest, order: Order) -> bool:
    """By the code that was given, by having placed it here, or by the account."""
    return grants.holds(request, order.pk) or owns(request, order)


def owns(request: HttpRequest, order: Order) -> bool:
    """By the account alone; asks nothing of the session's owner where the order has no account."""
    if order.account_id is None:
        return False
    person = resident_of(request)
    return person is not None and person.pk == order.account_id
