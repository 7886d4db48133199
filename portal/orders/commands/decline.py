"""不予受理: the matter is not one this channel can take; the resident learns where to go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def decline(order: Order, *, reason: str, channel: str, by: User, at: datetime) -> Order:
    """Decline with the reason and the right channel. Raises Refused without either."""
    order = lock(order)
    rules.check(order, Verb.DECLINE, by)
    rules.check_text(reason, _("Please write why it cannot be taken on."))
    rules.check_text(channel, _("Please write where the resident should go instead."))
    order.state, order.ended_at = State.DECLINED, at
    save(order, at, "state", "ended_at")
    remark(order, Verb.DECLINE, f"{reason.strip()}\n{channel.strip()}", by=by, at=at)
    log("declined", order, by=by, at=at)
    return order
