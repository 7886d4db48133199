"""上报: one level up, where it stays. Shared by the verb, the second return and the second bad rating."""

from datetime import datetime

from portal.orders.commands.beats import log, save
from portal.orders.models import Order
from portal.orders.states import Cause, State
from portal.people.actors import Actor
from portal.places.models import Organisation
from portal.places.queries import level_of
from portal.profiles.queries import next_owner
from portal.services.queries import owner_of
from portal.services.rules import may_own


def raise_one_level(
    order: Order, *, cause: Cause, by: Actor, at: datetime, also: tuple[str, ...] = ()
) -> None:
    """Hand a locked order to the next body up its street's chain; at the top it stays with that body.

    `also` names what the caller has changed besides.
    """
    source, unit = order.state, order.unit.code if order.unit else ""
    if above := _body_above(order):
        order.owner, order.level = above, level_of(above)
    order.state, order.unit, order.handler = State.ESCALATED, None, None
    save(order, at, "state", "unit", "handler", "owner", "level", *also)
    log(
        "escalated", order, by=by, at=at, cause=cause.value, source=source, unit=unit,
        owner=order.owner.code, level=order.level,
    )  # fmt: skip


def _body_above(order: Order) -> Organisation | None:
    """The next body of the chain; what was taken back meanwhile goes past the street to its own."""
    above = next_owner(order.plan, order.owner)
    if above is None or may_own(order.matter, above):
        return above
    return owner_of(order.matter, order.area)
