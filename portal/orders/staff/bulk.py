"""批量下单: tick orders in the list, choose a unit, read what became of each."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.orders import commands, queries, rules
from portal.orders.models import Order
from portal.orders.staff.entry import CLERKS
from portal.orders.staff.returning import came_from
from portal.orders.states import State, Verb
from portal.orders.tones import TONES
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.places.models import Area, Organisation
from portal.places.queries import units_serving

AT_ONCE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*CLERKS)
def dispatch(request: StaffRequest) -> HttpResponse:
    """Which unit, then one transaction an order; what failed stands there with its reason."""
    sent = request.POST if request.method == "POST" else request.GET
    ticked = [one for one in sent.getlist("order") if len(one) < 20 and one.isprintable()][:AT_ONCE]
    rows = queries.visible_to(request.user).filter(number__in=ticked).order_by("number")
    orders = list(rows)
    back_to = came_from(request, otherwise=reverse("orders_modeladmin_index"))
    if not orders:
        messages.warning(request, _("Please tick the orders first."))
        return HttpResponseRedirect(back_to)
    units = _units(orders)
    chosen = units.get(sent.get("to", ""))
    outcome = None
    if request.method == "POST" and chosen is not None:
        outcome = commands.dispatch_many(orders, to=chosen, by=request.user, at=timezone.now())
    context = {
        "rows": [_row(order, request) for order in orders], "units": units.values(),
        "unit": chosen, "outcome": outcome, "back_to": back_to, "tone": TONES[State.DISPATCHED],
        "missing": request.method == "POST" and chosen is None,
    }  # fmt: skip
    above = ((_("Orders"), back_to),)
    title = _("Dispatch several orders")
    return render(
        request, "orders/admin/bulk.html", context | header(title, icon="mail", above=above)
    )


def _units(orders: list[Order]) -> dict[str, Organisation]:
    """Every unit that serves one of the communities, with its strength; a query a community."""
    areas: dict[int, Area] = {order.area_id: order.area for order in orders}
    found = [unit for area in areas.values() for unit in units_serving(area)]
    return {str(unit.pk): unit for unit in found}


def _row(order: Order, request: StaffRequest) -> tuple[Order, str]:
    return order, rules.why_not(order, Verb.DISPATCH, request.user)
