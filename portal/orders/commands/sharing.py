"""What orders about one matter share: the outcome, and so the strictest wish about showing it."""

from datetime import datetime

from portal.orders import rules, sharing_rules
from portal.orders.commands.beats import log, save
from portal.orders.models import Order
from portal.orders.states import State
from portal.people.actors import Actor


def settle_consent(lead: Order, *, by: Actor, at: datetime) -> None:
    """The outcome is shown as the strictest of all its reporters wants it; said when that changed."""
    wishes = [lead.consent, *lead.merged_orders.values_list("consent", flat=True)]
    strictest = sharing_rules.strictest(wishes)
    if strictest == lead.outcome_consent:
        return
    lead.outcome_consent = strictest
    save(lead, at, "outcome_consent")
    log("consent_changed", lead, by=by, at=at, outcome=strictest)


def part(order: Order, lead: Order, *, cause: str, by: Actor, at: datetime) -> None:
    """A merged order stands alone again with its owner, never below the level it had reached."""
    if lead.level > order.level:
        order.owner, order.level = lead.owner, lead.level
    order.state, order.merged_into = rules.with_owner(order.level), None
    order.ended_at, order.admitted_at = None, order.admitted_at or at
    order.outcome_consent = order.consent
    save(order, at, "state", "merged_into", "owner", "level", "ended_at", "admitted_at",
         "outcome_consent")  # fmt: skip
    log("unmerged", order, by=by, at=at, cause=cause, lead=lead.number, owner=order.owner.code)


def take_in(order: Order, lead: Order, *, at: datetime) -> None:
    """From now on the order shares the outcome of the one that leads."""
    order.state, order.merged_into, order.ended_at = State.MERGED, lead, at
    order.unit = order.handler = None
    save(order, at, "state", "merged_into", "ended_at", "unit", "handler")
