"""代填点单: a clerk writes down what a resident tells at the window or on the telephone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import commands, helping, keys
from portal.orders.desk.photos_kept import keep_photos, kept
from portal.orders.models import Order
from portal.orders.staff.entry_forms import EntryForm
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role
from portal.services.models import Matter
from portal.services.queries import by_category, offered

CLERKS = frozenset({Role.CLERK, Role.COORDINATOR})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*CLERKS)
def enter(request: StaffRequest) -> HttpResponse:
    """Choose the matter, then one page with everything; sent twice it is one order."""
    menu = offered()
    asked = request.POST.get("matter") or request.GET.get("matter")
    matter = next((one for one in menu if one.code == asked), None)
    if matter is None:
        context = {"groups": by_category(menu)} | _header()
        return render(request, "orders/admin/enter_what.html", context)
    token = request.POST.get("key", "")
    key = keys.unsealed(token, request.user)
    if request.method != "POST" or key is None:
        form = _form(request, matter, None)
        return _page(request, matter, form, keys.fresh_key(request.user))
    if Order.objects.filter(pk=key, helped_by=request.user).exists():
        return redirect("desk:slip", Order.objects.get(pk=key).number)
    form = _form(request, matter, request.POST)
    complaints = keep_photos(key, request.FILES.getlist("photos"), at=timezone.now())
    if form.is_valid() and not complaints:
        try:
            order = commands.capture(
                _intake(request, matter, form, key), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:slip", order.number)
    for complaint in complaints:
        form.add_error("photos", complaint)
    return _page(request, matter, form, token, kept(key))


def _form(request: StaffRequest, matter: Matter, data: Any) -> EntryForm:
    questions, areas = matter.questions.all(), helping.areas_of(request.user)
    return EntryForm(questions, areas, data, files=request.FILES if data is not None else None)


def _intake(request: StaffRequest, matter: Matter, form: EntryForm, key: UUID) -> commands.Intake:
    told = form.cleaned_data
    return commands.Intake(
        key=key, matter=matter, area=helping.areas_of(request.user).get(code=told["area"]),
        text=told["text"], place=told["place"], answers=form.answers(), consent=form.consent(),
        contact_name=told["contact_name"], contact_phone=told["contact_phone"],
        channel=told["channel"], origin=told["origin"], helped_by=request.user,
        agreed=form.agreed(),
    )  # fmt: skip


def _page(
    request: StaffRequest, matter: Matter, form: EntryForm, token: str, photos: int = 0
) -> HttpResponse:
    context = {"matter": matter, "form": form, "key": token, "photos": photos} | _header()
    return render(request, "orders/admin/enter.html", context)


def _header() -> dict[str, Any]:
    return header(_("Order for a resident"), icon="edit")
