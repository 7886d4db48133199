"""补正: the resident adds what was missing, and the order is back where it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.people.actors import Resident


@transaction.atomic
def supplement(order: Order, *, text: str, by: Resident, at: datetime) -> Order:
    """Add details to a returned order. Raises Refused when nothing was added."""
    order = lock(order)
    rules.check(order, Verb.SUPPLEMENT, by)
    rules.check_text(text, _("Please write the details we asked for."))
    rules.check_collectable(text)
    order.state, order.resumes_to = order.resumes_to, ""
    save(order, at, "state", "resumes_to")
    remark(order, Verb.SUPPLEMENT, text, by=by, at=at)
    log("supplemented", order, by=by, at=at)
    return order
