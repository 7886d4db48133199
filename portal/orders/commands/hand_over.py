"""The query code goes to the resident by the hand of whoever wrote the order down."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.commands.beats import lock, log
from portal.orders.models import Handover, Order
from portal.people.models import User


@transaction.atomic
def hand_over(order: Order, *, by: User, at: datetime) -> str:
    """The code, once, for who wrote the order down. Raises Refused to others and ever after."""
    order = lock(order)
    waiting = Handover.objects.filter(order=order, by=by, shown_at__isnull=True)
    if not waiting.update(shown_at=at):
        raise Refused(_("The query code was shown once and is not shown again."))
    log("code_shown", order, by=by, at=at)
    return order.query_code
