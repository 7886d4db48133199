"""How the part of an assisting unit ends; shared by its verbs and by the ends of an order."""

from datetime import datetime

from portal.orders.commands.beats import log
from portal.orders.models import Assist, AssistState, Order
from portal.people.actors import Actor

ENDED = {
    AssistState.DONE: "assist_done",
    AssistState.GIVEN_BACK: "assist_given_back",
    AssistState.CANCELLED: "assist_cancelled",
}


def end(
    assist: Assist, order: Order, state: AssistState, outcome: str, *, by: Actor, at: datetime
) -> None:
    """The part is over; the lead waits for it no longer."""
    assist.state, assist.outcome, assist.ended_at = state, outcome.strip(), at
    assist.save(update_fields=["state", "outcome", "ended_at"])
    log(ENDED[state], order, by=by, at=at, unit=assist.unit.code, assist=assist.pk)


def call_off_all(order: Order, *, by: Actor, at: datetime) -> None:
    """The order has ended: nobody is asked to help any more."""
    for assist in order.assists.filter(state__in=Assist.OPEN).select_related("unit"):
        end(assist, order, AssistState.CANCELLED, "", by=by, at=at)
