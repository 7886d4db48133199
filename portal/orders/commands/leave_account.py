"""A resident deletes the account: every order stays, and none is in an account any more."""

from datetime import datetime

from django.db import transaction

from portal.orders.commands.locking import lock_account
from portal.orders.commands.tie import untie
from portal.orders.models import Order
from portal.people.models import User
from portal.residents import commands as residents


@transaction.atomic
def leave_account(person: User, *, by: User, at: datetime) -> int:
    """Let every order go, then delete account and phone; returns how many orders went. Twice is once.

    Raises Refused for any account but one's own.
    """
    if not lock_account(person, for_good=True):
        return 0
    held = list(Order.objects.filter(account=person).select_for_update().order_by("pk"))
    for order in held:
        untie(order, by=by, at=at)
    residents.close(person, by=by, at=at)
    return len(held)
