"""批量并案: whose residents say "mine too" of one order, read beside it and merged into it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.orders import commands, queries
from portal.orders.echoing import waiting_to_join
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
    waiting = list(waiting_to_join(lead, request.user)[:AT_ONCE])
    outcome = None
    if request.method == "POST":
        ticked = set(request.POST.getlist("order"))
        chosen = [order for order in waiting if order.number in ticked]
        outcome = commands.merge_many(chosen, into=lead, by=request.user, at=timezone.now())
    page = reverse("orders_modeladmin_inspect", args=[number])
    context = {
        "lead": lead, "outcome": outcome, "back_to": page, "tone": TONES[lead.state],
        "waiting": waiting,
    } | header(
        _("Merge several orders"), icon="link",
        above=((_("Orders"), reverse("orders_modeladmin_index")), (number, page)),
    )  # fmt: skip
    return render(request, "orders/admin/gather.html", context)
