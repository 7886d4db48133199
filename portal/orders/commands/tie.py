"""归入账号: a resident takes an order into the account, by its code or by the same verified phone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import belonging_rules as rules
from portal.orders.commands.beats import lock, log
from portal.orders.commands.locking import lock_account
from portal.orders.models import Order
from portal.people.models import User
from portal.residents.queries import index_of


@transaction.atomic
def tie(order: Order, *, code: str = "", by_phone: bool = False, by: User, at: datetime) -> Order:
    """Put the order into the account; again changes nothing.

    Proof is its query code, or the account's verified phone where the order is young enough. Raises
    Refused: no proof, the order is in another account, or this account was deleted meanwhile.
    """
    if not lock_account(by):
        raise Refused(_("This account was deleted."))
    order = lock(order)
    rules.check_tie(order, by)
    if by_phone:
        rules.check_phone_proof(order, index_of(by), at)
    else:
        rules.check_code(order, code)
    if order.account_id is None:
        order.account = by
        order.save(update_fields=["account"])
        log("tied", order, by=by, at=at, proof="phone" if by_phone else "code")
    return order


@transaction.atomic
def untie(order: Order, *, by: User, at: datetime) -> Order:
    """Take the order out of the account; number and code open it as before. Raises Refused: not theirs."""
    order = lock(order)
    rules.check_owner(order, by)
    order.account = None
    order.save(update_fields=["account"])
    log("untied", order, by=by, at=at)
    return order
