"""再试: a clock that gave up on an order is told to try again, once its cause is mended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.orders.clocks import schedule
from portal.orders.clocks.parked import MENDERS
from portal.orders.commands.beats import lock, log
from portal.orders.models import Deadline, Order
from portal.people.access import holds
from portal.people.models import User


@transaction.atomic
def try_again(order: Order, *, deadline: int, by: User, at: datetime) -> Order:
    """Let the next pass of the clock look at a parked deadline again, as if it had never failed.

    Raises Refused to whoever neither coordinates nor administers the owner's area, and where nothing
    is parked any more.
    """
    order = lock(order)
    if not holds(by, MENDERS, area_path=order.owner.area.path):
        raise Refused(_("This order is not yours to work on."))
    row = Deadline.objects.get(pk=deadline, order=order)
    if row.stopped_at or not row.parked:
        raise Refused(_("This clock runs again already."))
    schedule.look_again(row, at)
    row.save(update_fields=["parked", "tries", "colour", "wake_at"])
    log("clock_retried", order, by=by, at=at, kind=row.kind)
    return order
