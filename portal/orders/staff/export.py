"""The filtered list as a sheet: what the person may see, without personal data unless they say why."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import commands
from portal.orders.clocks.kinds import Colour
from portal.orders.models import Channel, OpeningReason, Order, Origin
from portal.orders.staff.entry import CLERKS
from portal.orders.staff.listing import Choice, matching
from portal.orders.states import State
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.sheets.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes

MOST_ROWS, MOST_CONTACTS = 20_000, 1_000
FORMATS = {"xlsx": (XLSX_TYPE, xlsx_bytes), "csv": (CSV_TYPE, csv_bytes)}
# Heading, and the column it reads. None of them is the resident's own.
COLUMNS: dict[str, Any] = {
    "number": gettext_lazy("Number"),
    "matter__title": gettext_lazy("Matter"),
    "matter__category__name": gettext_lazy("Category"),
    "area__name": gettext_lazy("Community"),
    "state": gettext_lazy("State"),
    "level": gettext_lazy("Level"),
    "owner__name": gettext_lazy("Owner"),
    "unit__name": gettext_lazy("Unit"),
    "handler__display_name": gettext_lazy("Handler"),
    "channel": gettext_lazy("Channel"),
    "origin": gettext_lazy("Origin"),
    "placed_at": gettext_lazy("Placed at"),
    "due_at": gettext_lazy("Due"),
    "colour": gettext_lazy("Colour"),
    "answered_at": gettext_lazy("Answered"),
    "ended_at": gettext_lazy("Ended"),
    "returns": gettext_lazy("Given back"),
    "redo_count": gettext_lazy("Redone"),
}
CONTACT = (gettext_lazy("Form of address"), gettext_lazy("Phone"), gettext_lazy("Where exactly"))
WORDS: dict[str, Any] = {
    "state": dict(State.choices), "channel": dict(Channel.choices),
    "origin": dict(Origin.choices), "colour": dict(Colour.choices),
}  # fmt: skip


class ExportForm(forms.Form):
    """As what, and whether with contact data, and then why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], initial="xlsx",
        widget=forms.RadioSelect,
    )  # fmt: skip
    contact = forms.BooleanField(label=gettext_lazy("With contact data"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), required=False, choices=OpeningReason,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only with contact data; it is recorded for every order."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("In your words"), required=False, max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*CLERKS)
def export(request: StaffRequest) -> HttpResponse:
    """The rows of the list as it is filtered, twenty thousand at most."""
    choice, now = Choice.of(request.GET), timezone.now()
    rows = matching(request.user, choice, now)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _file(request, form.cleaned_data, rows, now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = rows.order_by()[: MOST_ROWS + 1].count()
    back_to = f"{reverse('orders_modeladmin_index')}?{request.GET.urlencode()}"
    context = {
        "form": form, "back_to": back_to, "found": min(found, MOST_ROWS),
        "more": found > MOST_ROWS, "most": MOST_ROWS, "most_contacts": MOST_CONTACTS,
    } | header(_("Take out as a sheet"), icon="download", above=((_("Orders"), back_to),))  # fmt: skip
    return render(request, "orders/admin/export.html", context)


def _file(request: StaffRequest, told: dict[str, Any], rows: Any, at: datetime) -> HttpResponse:
    headings = [str(heading) for heading in COLUMNS.values()]
    lines: Iterable[list[object]]
    if told["contact"]:
        orders = commands.take_out_contacts(
            rows[:MOST_CONTACTS], reason=told["reason"], note=told["note"], by=request.user, at=at
        )
        headings += [str(heading) for heading in CONTACT]
        lines = _with_contact(orders)
    else:
        lines = _lines(rows[:MOST_ROWS])
    content_type, write = FORMATS[told["kind"]]
    day = timezone.localtime(at).strftime("%Y%m%d-%H%M")
    response = HttpResponse(write(headings, lines), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="orders-{day}.{told["kind"]}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lines(rows: Any) -> Iterator[list[object]]:
    """Read in pieces, so that no more than a few hundred rows are held at once."""
    for row in rows.values_list(*COLUMNS).iterator(chunk_size=500):
        yield [_cell(name, value) for name, value in zip(COLUMNS, row, strict=True)]


def _with_contact(orders: list[Order]) -> list[list[object]]:
    plain = Order.objects.filter(pk__in=[order.pk for order in orders])
    known = {line[0]: line for line in _lines(plain.order_by("number"))}
    return [
        [*known[order.number], order.contact_name, order.contact_phone, order.place]
        for order in orders
    ]


def _cell(name: str, value: Any) -> object:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(WORDS[name].get(value, value)) if name in WORDS else value
