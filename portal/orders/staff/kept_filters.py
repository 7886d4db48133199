"""Keeping and removing one's own filters of the list. Translates, never decides."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal.errors import Refused
from portal.orders import commands
from portal.orders.admin_roles import LISTING_ROLES
from portal.orders.staff.listing import Choice
from portal.orders.staff.returning import came_from
from portal.people.doors import StaffRequest, for_roles


@require_POST
@for_roles(*LISTING_ROLES)
def keep(request: StaffRequest) -> HttpResponse:
    """Keep what the address asks for, under the name given."""
    params = Choice.of(request.GET).params()
    try:
        kept = commands.keep_filter(request.POST.get("name", ""), params, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The filter “%(name)s” is kept.") % {"name": kept.name})
    return _back(request)


@require_POST
@for_roles(*LISTING_ROLES)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove one of one's own."""
    commands.drop_filter(pk, by=request.user)
    return _back(request)


def _back(request: StaffRequest) -> HttpResponse:
    otherwise = reverse("orders_modeladmin_index")
    return HttpResponseRedirect(came_from(request, otherwise=otherwise))
