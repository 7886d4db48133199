"""随手记: what was told or seen on a round, in one act; settled on the spot where it was."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import helping
from portal.orders.commands.accept import accept
from portal.orders.commands.admit import admit
from portal.orders.commands.answer import answer
from portal.orders.commands.dispatch import dispatch
from portal.orders.commands.place import Intake, place
from portal.orders.commands.reroute import reroute
from portal.orders.models import Order
from portal.orders.states import State
from portal.people.models import User
from portal.places.models import Organisation


@dataclass(frozen=True)
class Settled:
    """What was done on the spot: three of the four elements; when received is the order's own."""

    spoken_with: str
    done: str
    finished_by: str


@transaction.atomic
def capture(intake: Intake, *, settled: Settled | None = None, by: User, at: datetime) -> Order:
    """Write an order down; if it was settled on the spot, take it there by every verb, each logged.

    The table has no short way and gets none: who settles holds both parts, a clerk's over the order
    and a handler's in a unit that serves the place. The same key again is the same order, settled
    once. Raises Refused, and then nothing was written.
    """
    known = Order.objects.filter(pk=intake.key).exists()
    order = place(intake, by=by, at=at)
    if settled is None or known:
        return order
    unit = helping.settling_unit(by, order.area, order.matter)
    if unit is None:
        raise Refused(
            _("To settle on the spot you need a handler's post in a unit that serves this place.")
        )
    order = _to_unit(order, unit, by, at)
    order = accept(order, by=by, at=at)
    return answer(
        order, spoken_with=settled.spoken_with, done=settled.done,
        finished_by=settled.finished_by, by=by, at=at,
    )  # fmt: skip


def _to_unit(order: Order, unit: Organisation, by: User, at: datetime) -> Order:
    """Admitted and handed to the unit, but for the steps that the street takes by itself."""
    if order.state == State.PLACED:
        order = admit(order, by=by, at=at)
    if order.state == State.DISPATCHED and order.unit_id == unit.pk:
        return order
    if order.state == State.DISPATCHED:
        reason = gettext("Settled on the spot by the unit that was there.")
        return reroute(order, to=unit, reason=reason, by=by, at=at)
    return dispatch(order, to=unit, by=by, at=at)
