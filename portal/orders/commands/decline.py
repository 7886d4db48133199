"""不予受理: the matter is not one this channel can take; the resident learns where to go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.assisting import call_off_all
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.commands.locking import lock_with_followers
from portal.orders.commands.sharing import part
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.actors import Clock
from portal.people.models import User


@transaction.atomic
def decline(order: Order, *, reason: str, channel: str, by: User | Clock, at: datetime) -> Order:
    """Decline with the reason and the right channel. Raises Refused without either.

    Whoever's order was merged into it reads the same; but where it ends only because its own
    resident sent no details, the others stand alone again.
    """
    order, followers = lock_with_followers(order) if isinstance(by, Clock) else (lock(order), [])
    rules.check(order, Verb.DECLINE, by)
    rules.check_text(reason, _("Please write why it cannot be taken on."))
    rules.check_text(channel, _("Please write where the resident should go instead."))
    order.state, order.ended_at = State.DECLINED, at
    save(order, at, "state", "ended_at")
    remark(order, Verb.DECLINE, f"{reason.strip()}\n{channel.strip()}", by=by, at=at)
    for follower in followers:
        part(follower, order, cause="lead_declined", by=by, at=at)
    call_off_all(order, by=by, at=at)
    log("declined", order, by=by, at=at)
    return order
