"""改派: the owner gives the order to another unit, and says why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User
from portal.places.models import Organisation
from portal.services.rules import check_owner


@transaction.atomic
def reroute(order: Order, *, to: Organisation, reason: str, by: User, at: datetime) -> Order:
    """Hand a dispatched or accepted order to another unit.

    Raises Refused without a reason, and to the street what was taken back from it.
    """
    order = lock(order)
    rules.check(order, Verb.REROUTE, by)
    rules.check_other_unit(to, order)
    rules.check_unit(to, order)
    check_owner(order.matter, to)
    rules.check_text(reason, _("Please write why another unit should do it."))
    before = order.unit.code if order.unit else ""
    order.state, order.unit, order.handler = State.DISPATCHED, to, None
    order.dispatched_at, order.accepted_at = at, None
    save(order, at, "state", "unit", "handler", "dispatched_at", "accepted_at")
    remark(order, Verb.REROUTE, reason, by=by, at=at)
    log("rerouted", order, by=by, at=at, unit=to.code, before=before)
    return order
