"""协办完成: the part is done; the lead learns what was done."""

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
def finish_assist(order: Order, *, assist: Assist, done: str, by: User, at: datetime) -> Order:
    """Report the part as done. Raises Refused when nothing is said, or somebody else does it."""
    order = lock(order)
    rules.check(order, Verb.FINISH_ASSIST, by)
    assist = lock_assist(assist, order)
    helping_rules.check_assist(assist, Verb.FINISH_ASSIST, by)
    rules.check_text(done, _("Please write what was done."))
    save(order, at)
    assisting.end(assist, order, AssistState.DONE, done, by=by, at=at)
    return order
