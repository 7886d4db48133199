"""退回协办: the asked unit cannot do the part; the lead learns why and asks elsewhere."""

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
def give_back_assist(order: Order, *, assist: Assist, reason: str, by: User, at: datetime) -> Order:
    """Give the part back. Raises Refused without a reason, or when somebody else does it."""
    order = lock(order)
    rules.check(order, Verb.GIVE_BACK_ASSIST, by)
    assist = lock_assist(assist, order)
    helping_rules.check_assist(assist, Verb.GIVE_BACK_ASSIST, by)
    rules.check_text(reason, _("Please write why you give it back."))
    save(order, at)
    assisting.end(assist, order, AssistState.GIVEN_BACK, reason, by=by, at=at)
    return order
