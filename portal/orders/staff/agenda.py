"""The agenda of the dispatch meeting: a page to look at together, and to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.orders.staff.entry import CLERKS
from portal.orders.stuck import agenda as stuck_by_unit
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles


@require_safe
@for_roles(*CLERKS)
def agenda(request: StaffRequest) -> HttpResponse:
    """What is stuck, unit by unit."""
    groups, more = stuck_by_unit(request.user)
    context = {"groups": groups, "more": more, "now": timezone.now()}
    title = _("Agenda of the dispatch meeting")
    return render(request, "orders/admin/agenda.html", context | header(title, icon="list-ul"))
