"""取消协办: the lead or the owner needs the part no longer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import helping_rules, rules
from portal.orders.commands import assisting
from portal.orders.commands.beats import lock, save
from portal.orders.commands.locking import lock_assist
from portal.orders.models import Assist, AssistState, Order
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def cancel_assist(order: Order, *, assist: Assist, reason: str, by: User, at: datetime) -> Order:
    """Call the part off. Raises Refused without a reason, or when it has ended."""
    order = lock(order)
    rules.check(order, Verb.CANCEL_ASSIST, by)
    assist = lock_assist(assist, order)
    helping_rules.check_assist(assist, Verb.CANCEL_ASSIST, by)
    rules.check_text(reason, _("Please write why it is no longer needed."))
    save(order, at)
    assisting.end(assist, order, AssistState.CANCELLED, reason, by=by, at=at)
    return order
