"""The staff side's own pages: an action on an order, a photo, the reconciliation."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.orders import queries, rules
from portal.orders.acting import attempt
from portal.orders.models import Order
from portal.orders.photos import photo_response
from portal.orders.reconciliation import balance
from portal.orders.staff.actions import ACTIONS, IN_ROW
from portal.orders.staff.buttons import buttons_for
from portal.orders.staff.returning import came_from
from portal.orders.states import State
from portal.orders.tones import TONES
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role

BALANCE_LABELS = {
    "received": gettext_lazy("Received"),
    "open": gettext_lazy("Open"),
    "closed": State.CLOSED.label,
    "declined": State.DECLINED.label,
    "withdrawn": State.WITHDRAWN.label,
    "merged": State.MERGED.label,
}
BOOKKEEPERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
RECONCILERS = BOOKKEEPERS | {Role.COORDINATOR}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: StaffRequest, number: str, verb: str) -> HttpResponse:
    """Ask for what the verb needs, then do it; a refusal is shown beside what was typed."""
    order = _visible(request, number)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    back_to = came_from(request, otherwise=_page_of(order))
    form = action.form(order, request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(action, form, by=request.user, at=timezone.now()):
        told = f"{order.number} {action.done}"
        messages.success(request, told, buttons=_onward(request, order, back_to))
        return HttpResponseRedirect(back_to)
    context = {
        "order": order,
        "action": action,
        "label": order.verb_label(action.verb),
        "form": form,
        "back_to": back_to,
        "tone": TONES[order.state],
        "why_not": rules.why_not(order, action.verb, request.user),
        "contact": queries.may_see_contact(request.user, order),
    } | header(
        order.verb_label(action.verb),
        icon=action.icon,
        above=((_("Orders"), reverse("orders_modeladmin_index")), (order.number, _page_of(order))),
    )
    return render(request, "orders/admin/act.html", context)


@require_safe
def photo(request: StaffRequest, number: str, photo_id: UUID) -> HttpResponse:
    """One of the resident's photos."""
    return photo_response(_visible(request, number), photo_id)


@require_safe
@for_roles(*RECONCILERS)
def reconciliation(request: StaffRequest) -> HttpResponse:
    """received = open + closed + declined + withdrawn + merged, from rows and from the ledger."""
    found = balance()
    lines = [
        {
            "label": BALANCE_LABELS[line.name],
            "rows": line.rows,
            "ledger": line.ledger,
            "difference": line.rows - line.ledger,
            "agrees": line.agrees,
        }
        for line in found.lines
    ]
    context = {"balance": found, "lines": lines} | header(_("Reconciliation"), icon="form")
    return render(request, "orders/admin/reconciliation.html", context)


def _visible(request: StaffRequest, number: str) -> Order:
    return get_object_or_404(queries.visible_to(request.user), number=number)


def _onward(request: StaffRequest, order: Order, back_to: str) -> list[Any] | None:
    """The next step of the main road, beside what was told, for who may take it now."""
    order.refresh_from_db()
    road = buttons_for(order, request.user, (ACTIONS[verb] for verb in IN_ROW), back_to=back_to)
    return [messages.button(step.url, step.label) for step in road if not step.why_not] or None


def _page_of(order: Order) -> str:
    return reverse("orders_modeladmin_inspect", args=[order.number])
