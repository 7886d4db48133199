"""First contact and progress: an entry, not a state."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, remark, step
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def record_contact(order: Order, *, note: str, by: User, at: datetime) -> Order:
    """Record that the resident was contacted and what was said. Raises Refused without a note."""
    order = lock(order)
    rules.check(order, Verb.RECORD_CONTACT, by)
    rules.check_text(note, _("Please write what was said."))
    order.contacted_at = order.contacted_at or at
    remark(order, Verb.RECORD_CONTACT, note, by=by, at=at)
    step("contacted", order, "contacted_at", by=by, at=at, round=order.round)
    return order
