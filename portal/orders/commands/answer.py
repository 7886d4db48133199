"""反馈: the handler answers with the four elements; in some streets that closes the order."""

from datetime import datetime

from django.db import transaction

from portal.errors import Refused
from portal.orders import rules
from portal.orders.commands.beats import lock, step
from portal.orders.commands.close import close
from portal.orders.models import Answer, Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def answer(
    order: Order, *, spoken_with: str, done: str, finished_by: str, by: User, at: datetime
) -> Order:
    """Answer with the four elements: received, spoken with, done, by when (DOMAIN 3.5).

    Raises Refused when one is missing, or the order is not this person's to answer.
    """
    order = lock(order)
    rules.check(order, Verb.ANSWER, by)
    rules.check_answer(spoken_with, done, finished_by)
    order.state, order.answered_at = State.ANSWERED, at
    Answer.objects.create(
        order=order, round=order.round, received_at=order.placed_at, by=by, at=at,
        spoken_with=spoken_with.strip(), done=done.strip(), finished_by=finished_by.strip(),
    )  # fmt: skip
    step("answered", order, "state", "answered_at", by=by, at=at, round=order.round)
    return _closed_by_itself(order, at)


def _closed_by_itself(order: Order, at: datetime) -> Order:
    """Where the street checks no answers; what a rule holds back stays answered, for its staff."""
    if Verb.CLOSE not in order.plan.by_itself:
        return order
    try:
        with transaction.atomic():
            return close(order, by=rules.PROFILE, at=at)
    except Refused:
        return order
