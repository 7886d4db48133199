"""评单: the resident's word on the answer; a bad one opens a redo, the second raises the order."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands.beats import lock, log, save
from portal.orders.models import Consent, Heard, Order, Rating
from portal.orders.states import State, Verb
from portal.people.actors import Resident
from portal.places.queries import level_of, owner_above

MOST_REDOS = 1
# A new round begins: what was reached in the last one stands in the ledger.
AGAIN = (
    "state", "redo_count", "handler", "unit", "owner", "level",
    "dispatched_at", "accepted_at", "contacted_at", "answered_at", "ended_at",
)  # fmt: skip


@transaction.atomic
def rate(
    order: Order,
    *,
    solved: str,
    satisfied: int,
    comment: str = "",
    consent: str = "",
    by: Resident,
    at: datetime,
) -> Order:
    """Rate this round's answer, and say again whether the outcome may be shown.

    "No", or the two lowest levels, open one redo; the second time raises the order one level
    (DESIGN 5). Raises Refused when there is no answer, it is rated already, or 30 days are over.
    """
    order = lock(order)
    rules.check(order, Verb.RATE, by)
    rated = Rating.objects.filter(order=order, round=order.round).exists()
    rules.check_rating(order, solved, satisfied, rated, at)
    rules.check_collectable(comment)
    Rating.objects.create(
        order=order, round=order.round, solved=solved, satisfied=satisfied,
        comment=comment.strip(), heard=Heard.CODE, at=at,
    )  # fmt: skip
    if consent in Consent.values:
        order.consent = order.outcome_consent = consent
    save(order, at, "consent", "outcome_consent")
    log("rated", order, by=by, at=at, round=order.round, solved=solved, satisfied=satisfied)
    if rules.is_bad(solved, satisfied):
        _again(order, by=by, at=at)
    return order


def _again(order: Order, *, by: Resident, at: datetime) -> None:
    """Back to the same unit the first time; one level up, to the owner's parent, after that."""
    source, unit = order.state, order.unit.code if order.unit else ""
    raised = order.redo_count >= MOST_REDOS
    rules.check(order, Verb.ESCALATE if raised else Verb.REDO, by)
    order.redo_count, order.handler, order.ended_at = order.redo_count + 1, None, None
    order.accepted_at = order.contacted_at = order.answered_at = None
    if raised:
        order.state, order.unit = State.ESCALATED, None
        order.owner = owner_above(order.owner) or order.owner
        order.level = level_of(order.owner)
    else:
        order.state, order.dispatched_at = State.DISPATCHED, at
    save(order, at, *AGAIN)
    verb = "escalated" if raised else "redo_opened"
    log(verb, order, by=by, at=at, source=source, unit=unit, owner=order.owner.code)
