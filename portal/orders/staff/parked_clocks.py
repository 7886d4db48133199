"""The clocks that failed on an order and wait for people, with "try again"."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.errors import Refused
from portal.orders.clocks.parked import MENDERS, WATCHERS, parked
from portal.orders.commands.try_again import try_again
from portal.people.access import holds
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles

# More than anybody mends one by one; the longest overdue stand first.
MOST = 200


@require_safe
@for_roles(*WATCHERS)
def clocks(request: StaffRequest) -> HttpResponse:
    """What the clock gave up on, with the kind and place of the error and nothing of the order's text."""
    found = [
        (row, holds(request.user, MENDERS, area_path=row.order.owner.area.path))
        for row in parked(request.user)[:MOST]
    ]
    context = {"found": found} | header(_("Clocks that failed"), icon="time")
    return render(request, "orders/admin/parked_clocks.html", context)


@require_POST
@for_roles(*MENDERS)
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the next pass try this one again."""
    row = get_object_or_404(parked(request.user), pk=pk)
    try:
        try_again(row.order, deadline=row.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("The clock of %(number)s tries again within half a minute.")
        messages.success(request, told % {"number": row.order.number})
    return redirect("order_staff:clocks")
