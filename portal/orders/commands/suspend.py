"""中止: nothing can be done for now; the resident reads why, and when it is looked at again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def suspend(order: Order, *, reason: str, review_on: date, by: User, at: datetime) -> Order:
    """Suspend an order until its review date, at most 90 days away; who held it keeps it.

    Raises Refused without a public reason, with personal data in it, or without a date to come.
    """
    order = lock(order)
    rules.check(order, Verb.SUSPEND, by)
    rules.check_suspension(reason, review_on, timezone.localdate(at))
    order.resumes_to, order.state, order.review_on = order.state, State.SUSPENDED, review_on
    save(order, at, "state", "resumes_to", "review_on")
    remark(order, Verb.SUSPEND, reason, by=by, at=at)
    log("suspended", order, by=by, at=at, review=review_on.isoformat(), source=order.resumes_to)
    return order
