"""撤单: by the asker, before anybody has accepted."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.assisting import call_off_all
from portal.orders.commands.beats import log, remark, save
from portal.orders.commands.locking import lock_with_followers
from portal.orders.commands.sharing import part
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Resident


@transaction.atomic
def withdraw(order: Order, *, reason: str = "", by: Resident, at: datetime) -> Order:
    """Withdraw an order nobody has accepted. Raises Refused once somebody works on it.

    Its neighbours' orders, if any were merged into it, stand alone again: nothing is lost.
    """
    order, followers = lock_with_followers(order)
    rules.check(order, Verb.WITHDRAW, by)
    rules.check_collectable(reason)
    order.state, order.ended_at = State.WITHDRAWN, at
    save(order, at, "state", "ended_at")
    if reason.strip():
        remark(order, Verb.WITHDRAW, reason, by=by, at=at)
    call_off_all(order, by=by, at=at)
    for follower in followers:
        part(follower, order, cause="lead_withdrawn", by=by, at=at)
    log("withdrawn", order, by=by, at=at)
    return order
