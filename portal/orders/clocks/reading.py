"""Reading the clocks of an order: what is promised, why none runs, in plain words. Writes nothing."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.orders.clocks.kinds import WHOLE, Colour
from portal.orders.models import Deadline, Order
from portal.orders.states import ENDS
from portal.worktime import arithmetic
from portal.worktime.calendars import Calendars

RUNNING = Q(stopped_at__isnull=True)


def running(order: Order) -> QuerySet[Deadline]:
    """What runs for this order, the nearest first."""
    return Deadline.objects.filter(RUNNING, order=order).order_by("due_at", "pk")


def promise(order: Order) -> Deadline | None:
    """The deadline of the answer, as the resident is told it; the last one once it was given."""
    return Deadline.objects.filter(order=order, kind__in=WHOLE).order_by("-pk").first()


def why_no_clock(order: Order) -> str | Promise:
    """Why nothing will happen to an open order by itself; "" while a clock ticks."""
    if order.state in ENDS:
        return _("The order has ended.")
    rows = list(running(order))
    if any(row.wake_at for row in rows):
        return ""
    if any(row.parked for row in rows):
        return _("The clock failed on this order; somebody must look at it.")
    if any(row.colour == Colour.RED for row in rows):
        return _("It is overdue, and nobody stands above to whom it could rise.")
    return _("The time class of its matter sets no limit for this step.")


def left(due_at: datetime, at: datetime, known: Calendars) -> str:
    """How long there still is, or for how long it has been overdue."""
    if due_at <= at:
        return _overdue(at - due_at)
    days = arithmetic.working_between(at, due_at, known)
    if days > 0:
        return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}
    hours = int((due_at - at) / timedelta(hours=1))
    if hours:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    minutes = int((due_at - at) / timedelta(minutes=1))
    return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}


def _overdue(length: timedelta) -> str:
    if length.days:
        words = ngettext("overdue for %(n)d day", "overdue for %(n)d days", length.days)
        return words % {"n": length.days}
    hours = int(length / timedelta(hours=1))
    if hours:
        return ngettext("overdue for %(n)d hour", "overdue for %(n)d hours", hours) % {"n": hours}
    return str(_("overdue just now"))
