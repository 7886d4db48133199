"""恢复: the order goes on where it stood, by staff at any time or by the clock on the review date."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.people.actors import Clock
from portal.people.models import User


@transaction.atomic
def resume(order: Order, *, by: User | Clock, at: datetime) -> Order:
    """End a suspension. Raises Refused when it is not suspended, or the clock comes too early."""
    order = lock(order)
    rules.check(order, Verb.RESUME, by)
    rules.check_review(order, by, timezone.localdate(at))
    order.state, order.resumes_to, order.review_on = order.resumes_to, "", None
    step("resumed", order, "state", "resumes_to", "review_on", by=by, at=at, target=order.state)
    return order
