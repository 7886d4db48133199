"""/desk/capture/: grid workers, handlers and clerks write down what they see and are told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import commands, helping, keys
from portal.orders.desk.capture_forms import CaptureForm
from portal.orders.desk.photos_kept import keep_photos, kept
from portal.orders.models import Channel, Order, Origin
from portal.orders.resident.codes import grouped
from portal.people.doors import StaffRequest
from portal.places.models import Area
from portal.services.models import Matter
from portal.services.queries import offered

LATELY = timedelta(days=90)
MOST_BUTTONS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def capture(request: StaffRequest) -> HttpResponse:
    """One page; sent twice it is one order. A refusal stands beside what was typed."""
    areas = list(helping.areas_of(request.user))
    if not areas:
        raise Http404
    matters = _most_used_first(offered(), areas)
    token = request.POST.get("key", "")
    key = keys.unsealed(token, request.user)
    if request.method != "POST" or key is None:
        return _page(request, CaptureForm(matters, areas), keys.fresh_key(request.user))
    if Order.objects.filter(pk=key, helped_by=request.user).exists():
        return redirect("desk:slip", Order.objects.get(pk=key).number)
    form = CaptureForm(matters, areas, request.POST, files=request.FILES)
    complaints = keep_photos(key, request.FILES.getlist("photos"), at=timezone.now())
    if form.is_valid() and not complaints:
        try:
            order = commands.capture(
                _intake(request, form, key), settled=_settled(form), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:slip", order.number)
    for complaint in complaints:
        form.add_error("photos", complaint)
    return _page(request, form, token, kept(key))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def slip(request: StaffRequest, number: str) -> HttpResponse:
    """What was written down; at the press of the button, once, the query code to hand over."""
    order = get_object_or_404(
        Order.objects.select_related("matter", "area", "owner", "handover"),
        number=number, helped_by=request.user,
    )  # fmt: skip
    code = refusal = ""
    if request.method == "POST":
        try:
            code = grouped(commands.hand_over(order, by=request.user, at=timezone.now()))
        except Refused as refused:
            refusal = str(refused)
    context = {
        "order": order, "code": code, "refusal": refusal, "printed_at": timezone.now(),
        "waiting": not code and order.handover.shown_at is None,
        "settled": order.answered_at is not None,
    }  # fmt: skip
    return render(request, "desk/slip.html", context)


def _page(request: StaffRequest, form: CaptureForm, token: str, photos: int = 0) -> HttpResponse:
    chosen = str(form["matter"].value() or "")
    radios = list(form["matter"])
    context = {
        "form": form, "key": token, "photos": photos,
        "buttons": radios[:MOST_BUTTONS], "others": radios[MOST_BUTTONS:],
        "others_open": any(radio.data["value"] == chosen for radio in radios[MOST_BUTTONS:]),
        "can_settle": helping.can_settle(request.user),
    }  # fmt: skip
    return render(request, "desk/capture.html", context)


def _most_used_first(matters: list[Matter], areas: Sequence[Area]) -> list[Matter]:
    """What was ordered most in these communities of late stands first; one query."""
    since = timezone.now() - LATELY
    lately = Order.objects.filter(area__in=areas, placed_at__gte=since).order_by()
    used = dict(lately.values_list("matter").annotate(n=Count("pk")))
    return sorted(matters, key=lambda matter: -used.get(matter.pk, 0))


def _intake(request: StaffRequest, form: CaptureForm, key: UUID) -> commands.Intake:
    told: dict[str, Any] = form.cleaned_data
    patrol = told["origin"] == Origin.STAFF
    return commands.Intake(
        key=key, matter=form.matters[told["matter"]], area=form.areas[told["area"]],
        text=told["text"], consent=form.consent(), contact_name=told["contact_name"],
        contact_phone=told["contact_phone"], origin=told["origin"], helped_by=request.user,
        channel=Channel.PATROL if patrol else Channel.VISIT, agreed=form.agreed(),
    )  # fmt: skip


def _settled(form: CaptureForm) -> commands.Settled | None:
    """The answer's elements as they are on the spot: with whom, what, today."""
    told = form.cleaned_data
    if not told["settled"]:
        return None
    nobody = told["origin"] == Origin.STAFF and not told["contact_phone"]
    spoken = _("nobody there, noticed on a round") if nobody else _("the resident, on the spot")
    today = timezone.localdate().isoformat()
    return commands.Settled(
        spoken_with=told["contact_name"] or spoken, done=told["done"],
        finished_by=_("%(day)s, on the spot") % {"day": today},
    )  # fmt: skip
