"""办理中公开: the owner's staff ask that an order under way be shown. Translates, never decides."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.cases import commands
from portal.cases.forms import AskForm
from portal.cases.queries import any_of, why_not_ask
from portal.errors import Refused
from portal.orders.models import Order
from portal.orders.queries import STAFF_ROLES, visible_to
from portal.orders.staff.buttons import Button
from portal.orders.tones import TONES
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.models import User

LABEL = gettext_lazy("Show it while under way")
ICON = "openquote"


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*STAFF_ROLES)
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Write what the public may read, and hand it to the editors; a refusal keeps what was typed."""
    order = get_object_or_404(visible_to(request.user), number=number)
    page = reverse("orders_modeladmin_inspect", args=[number])
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, title=order.matter.title)
    if form.is_valid() and _asked(order, form, request.user):
        messages.success(request, _("The editors have it now. A second person releases it."))
        return HttpResponseRedirect(page)
    context = {
        "order": order, "form": form, "back_to": page, "tone": TONES[order.state], "label": LABEL,
        "why_not": why_not_ask(order, any_of(order), request.user),
    } | header(
        LABEL, icon=ICON,
        above=((_("Orders"), reverse("orders_modeladmin_index")), (number, page)),
    )  # fmt: skip
    return render(request, "cases/admin/ask.html", context)


def _asked(order: Order, form: AskForm, by: User) -> bool:
    try:
        commands.ask(order, **form.cleaned_data, by=by, at=timezone.now())
    except ValidationError as mistakes:
        for name, found in mistakes.message_dict.items():
            form.add_error(name if name in form.fields else None, found)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def button(order: Order, person: User) -> Button:
    """It stands among the order's own; public already, it leads to what the public reads."""
    case = any_of(order)
    if case and case.live and not case.unwanted:
        return Button(gettext_lazy("Read it on the echo wall"), case.get_absolute_url(), "", ICON)
    url = reverse("case_staff:ask", args=[order.number])
    return Button(LABEL, url, why_not_ask(order, case, person), ICON)
