"""接受协办: one person of the asked unit takes the part."""

from datetime import datetime

from django.db import transaction

from portal.orders import helping_rules, rules
from portal.orders.commands.beats import lock, log, save
from portal.orders.commands.locking import lock_assist
from portal.orders.models import Assist, AssistState, Order
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def accept_assist(order: Order, *, assist: Assist, by: User, at: datetime) -> Order:
    """Take the part one's unit was asked for. Raises Refused when it is taken or not the unit's."""
    order = lock(order)
    rules.check(order, Verb.ACCEPT_ASSIST, by)
    assist = lock_assist(assist, order)
    helping_rules.check_assist(assist, Verb.ACCEPT_ASSIST, by)
    assist.state, assist.handler, assist.accepted_at = AssistState.ACCEPTED, by, at
    assist.save(update_fields=["state", "handler", "accepted_at"])
    save(order, at)
    log("assist_accepted", order, by=by, at=at, unit=assist.unit.code, assist=assist.pk)
    return order
