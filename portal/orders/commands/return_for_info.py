"""退回补正: the resident is asked for what is missing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Order
from portal.orders.states import State, Verb
from portal.people.models import User


@transaction.atomic
def return_for_info(order: Order, *, missing: str, by: User, at: datetime) -> Order:
    """Ask the resident for what is missing. Raises Refused when that is not said."""
    order = lock(order)
    rules.check(order, Verb.RETURN_FOR_INFO, by)
    rules.check_text(missing, _("Please write what is missing."))
    order.resumes_to, order.state = order.state, State.RETURNED
    save(order, at, "state", "resumes_to")
    remark(order, Verb.RETURN_FOR_INFO, missing, by=by, at=at)
    log("returned", order, by=by, at=at)
    return order
