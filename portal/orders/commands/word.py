"""The resident's word on an answer, kept whichever way it reached us; a bad one opens a redo."""

from dataclasses import dataclass
from datetime import datetime

from portal.orders import rules, sharing_rules
from portal.orders.commands.beats import log, save
from portal.orders.commands.raising import raise_one_level
from portal.orders.commands.sharing import settle_consent
from portal.orders.models import CallBack, Consent, Heard, Order, Rating
from portal.orders.states import Cause, State, Verb
from portal.people.actors import Actor, Resident

MOST_REDOS = 1
# A new round begins: what was reached in the last one stands in the ledger.
AGAIN = ("redo_count", "accepted_at", "contacted_at", "answered_at", "ended_at")


@dataclass(frozen=True)
class Word:
    """Two answers, a comment, and once more whether progress and outcome may be shown."""

    solved: str
    satisfied: int
    comment: str = ""
    consent: str = ""


def check(order: Order, lead: Order, word: Word, *, at: datetime) -> None:
    """Whether this reporter may say so now. Raises Refused: no answer, said already, too late."""
    rules.check_rating(lead, word.solved, word.satisfied, _rated(order, lead), at)
    rules.check_collectable(word.comment)


def check_open(order: Order, lead: Order, *, at: datetime) -> None:
    """Whether this reporter's word is still awaited. Raises Refused."""
    rules.check_ratable(lead, _rated(order, lead), at)


def _rated(order: Order, lead: Order) -> bool:
    said = Rating.objects.filter(order=order, lead=_lead_of(order, lead), round=lead.round)
    return said.exists()


def keep(
    order: Order, lead: Order, word: Word, *, heard: Heard, call: CallBack | None = None,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Keep the rating beside its reporter's order; the order that leads is handled again if bad."""
    Rating.objects.create(
        order=order, lead=_lead_of(order, lead), round=lead.round, solved=word.solved,
        satisfied=word.satisfied, comment=word.comment.strip(), heard=heard, call_back=call, at=at,
    )  # fmt: skip
    _take_wish(order, word.consent)
    save(order, at, "consent", "outcome_consent")
    log(
        "rated", order, by=by, at=at, round=lead.round, solved=word.solved,
        satisfied=word.satisfied, heard=heard.value, **_names(order, lead),
    )  # fmt: skip
    if order.pk != lead.pk:
        settle_consent(lead, by=by, at=at)
    if rules.is_bad(word.solved, word.satisfied):
        _again(lead, by=by, at=at)


def _lead_of(order: Order, lead: Order) -> Order | None:
    return None if order.pk == lead.pk else lead


def _names(order: Order, lead: Order) -> dict[str, str]:
    return {} if order.pk == lead.pk else {"lead": lead.number}


def _take_wish(order: Order, consent: str) -> None:
    if consent in Consent.values:
        order.consent = consent
        others = order.merged_orders.values_list("consent", flat=True)
        order.outcome_consent = sharing_rules.strictest([consent, *others])


def _again(order: Order, *, by: Actor, at: datetime) -> None:
    """Back to the same unit the first time; one level up after that."""
    raised = order.redo_count >= MOST_REDOS
    rules.check(order, Verb.ESCALATE if raised else Verb.REDO, Resident(order.pk))
    source, unit = order.state, order.unit.code if order.unit else ""
    order.redo_count, order.ended_at = order.redo_count + 1, None
    order.accepted_at = order.contacted_at = order.answered_at = None
    if raised:
        raise_one_level(order, cause=Cause.SECOND_BAD_RATING, by=by, at=at, also=AGAIN)
        return
    order.state, order.handler, order.dispatched_at = State.DISPATCHED, None, at
    save(order, at, "state", "handler", "dispatched_at", *AGAIN)
    log("redo_opened", order, by=by, at=at, source=source, unit=unit, owner=order.owner.code)
