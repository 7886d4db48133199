"""批量并案: whose residents say "mine too" of one order, read beside it and merged into it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.orders import commands, queries
from portal.orders.echoing import NUMBER, waiting_to_join
from portal.orders.models import Order
from portal.orders.staff.entry import CLERKS
from portal.orders.tones import TONES
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles

# Of one matter; whoever has more comes back for the rest.
AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*CLERKS)
def gather(request: StaffRequest, number: str) -> HttpResponse:
    """Tick those that are one matter with the lead; each is merged in a transaction of its own."""
    lead = get_object_or_404(queries.visible_to(request.user), number=number)
    if request.method == "POST":
        _merge(request, lead)
        return HttpResponseRedirect(reverse("order_staff:gather", args=[number]))
    page = reverse("orders_modeladmin_inspect", args=[number])
    context = {
        "lead": lead, "back_to": page, "tone": TONES[lead.state],
        "waiting": waiting_to_join(lead, request.user)[:AT_ONCE],
    } | header(
        _("Merge several orders"), icon="link",
        above=((_("Orders"), reverse("orders_modeladmin_index")), (number, page)),
    )  # fmt: skip
    return render(request, "orders/admin/gather.html", context)


def _merge(request: StaffRequest, lead: Order) -> None:
    """Those ticked that still wait; of the others it is said that they moved on."""
    ticked = {one for one in request.POST.getlist("order")[:AT_ONCE] if NUMBER.fullmatch(one)}
    if not ticked:
        messages.warning(request, _("Please tick the orders first."))
        return
    chosen = waiting_to_join(lead, request.user).filter(number__in=ticked)
    outcome = commands.merge_many(list(chosen), into=lead, by=request.user, at=timezone.now())
    refused = [order for order, _why in outcome.refused]
    taken = {order.number for order in (*outcome.done, *outcome.already, *refused)}
    _tell_done(request, lead, len(outcome.done))
    _tell_unchanged(request, len(outcome.already), sorted(ticked - taken))
    if refused:
        _tell_refused(request, outcome.refused)


def _tell_done(request: StaffRequest, lead: Order, n: int) -> None:
    told = ngettext(
        "%(n)s order was merged into %(number)s. Its reporter keeps the number "
        "and rates the shared answer.",
        "%(n)s orders were merged into %(number)s. Their reporters keep their numbers "
        "and rate the shared answer.",
        n,
    )
    if n:
        messages.success(request, told % {"n": n, "number": lead.number})


def _tell_unchanged(request: StaffRequest, already: int, moved_on: list[str]) -> None:
    told = ngettext("%(n)s order was merged already; nothing was changed.",
                    "%(n)s orders were merged already; nothing was changed.", already)  # fmt: skip
    if already:
        messages.info(request, told % {"n": already})
    told = ngettext("%(n)s order had moved on meanwhile; nothing was changed: %(numbers)s",
                    "%(n)s orders had moved on meanwhile; nothing was changed: %(numbers)s",
                    len(moved_on))  # fmt: skip
    if moved_on:
        messages.warning(request, told % {"n": len(moved_on), "numbers": " ".join(moved_on)})


def _tell_refused(request: StaffRequest, refused: list[tuple[Order, str]]) -> None:
    told = ngettext("%(n)s order was not merged:", "%(n)s orders were not merged:", len(refused))
    whys = [f"{order.number} {order.matter.title}: {why}" for order, why in refused]
    buttons = [
        messages.button(reverse("orders_modeladmin_inspect", args=[order.number]), order.number)
        for order, _why in refused
    ]
    told = " ".join([told % {"n": len(refused)}, *whys])
    messages.error(request, told, buttons=buttons)
