"""查看联系方式: why, then the story with the contact data open for a while. Translates only."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import commands, queries
from portal.orders.models import OpeningReason
from portal.people.crumbs import header
from portal.people.doors import StaffRequest


class ReasonForm(forms.Form):
    """Why contact data is needed."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=OpeningReason, widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please choose why you open the contact data.")
        },
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=200,
        help_text=gettext_lazy("Needed for another reason. Colleagues who check read it."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@require_http_methods(["GET", "HEAD", "POST"])
def open_contact(request: StaffRequest, number: str) -> HttpResponse:
    """Ask why; the opening is in the ledger before anything is shown."""
    order = get_object_or_404(queries.visible_to(request.user), number=number)
    story = reverse("orders_modeladmin_inspect", args=[order.number])
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            commands.open_contact(order, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"{story}#contact")
    context = {
        "form": form, "submit": _("Open the contact data"), "back_to": story,
        "subject": f"{order.number} {order.matter.title}",
    } | header(_("Open the contact data"), icon="lock-open", above=((order.number, story),))  # fmt: skip
    return render(request, "staff/form.html", context)
