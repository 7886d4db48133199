"""并案: several reports of one matter are handled once; every reporter keeps number and rating."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules, sharing_rules
from portal.orders.commands.beats import log, save
from portal.orders.commands.locking import lock_to_merge
from portal.orders.commands.sharing import settle_consent, take_in
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def merge(order: Order, *, into: Order, by: User, at: datetime) -> Order:
    """Merge an order into another of the same owner or of the level above it.

    What was merged into it before follows along: there are no chains. Raises Refused when the
    other is the same, has ended, waits for its own resident, stands lower or belongs elsewhere.
    """
    order, lead, followers = lock_to_merge(order, into)
    rules.check(order, Verb.MERGE, by)
    sharing_rules.check_merge(order, lead, by)
    take_in(order, lead, at=at)
    for follower in followers:
        follower.merged_into = lead
        save(follower, at, "merged_into")
    log("merged", order, by=by, at=at, lead=lead.number)
    for follower in followers:
        log("moved_along", follower, by=by, at=at, lead=lead.number)
    log("joined", lead, by=by, at=at, other=order.number, also=len(followers))
    settle_consent(lead, by=by, at=at)
    return order
