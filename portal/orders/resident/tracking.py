"""/orders/track/: open an order with number and code, see how far it is, answer what is awaited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.errors import Refused
from portal.orders import commands
from portal.orders.belonging_rules import check_code
from portal.orders.models import Heard, Order, Photo
from portal.orders.resident import gates, grants, progress, timeline
from portal.orders.resident.codes import grouped
from portal.orders.resident.opening import opens, owns
from portal.orders.resident.track_forms import (
    ConsentForm,
    RateForm,
    StampedForm,
    SupplementForm,
    TrackForm,
    WithdrawForm,
)
from portal.orders.states import OPEN, State
from portal.people.actors import Resident
from portal.prepared import Read
from portal.residents.devices import is_shared
from portal.residents.doors import resident_of
from portal.residents.private import private


@dataclass(frozen=True)
class Act:
    """What the resident may do on this page: the form, the command behind it, what is said after."""

    name: str
    form: type[StampedForm]
    command: Callable[..., Order]
    done: str | Promise


SUPPLEMENT = Act(
    "supplement", SupplementForm, commands.supplement,
    _("Thank you. Your details have reached the community, which now goes on."),
)  # fmt: skip
WITHDRAW = Act("withdraw", WithdrawForm, commands.withdraw, _("The order is withdrawn."))
RATE = Act("rate", RateForm, commands.rate, _("Thank you. Your rating is recorded."))
CONSENT = Act(
    "consent", ConsentForm, commands.change_consent, _("Your wish is recorded and followed at once.")
)  # fmt: skip
ACTS = {act.name: act for act in (SUPPLEMENT, WITHDRAW, RATE, CONSENT)}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and code open the order on this device, until the session ends."""
    if request.method != "POST":
        initial = {"number": request.GET.get("number", "")[:64]}
        return render(request, "orders/track.html", {"form": TrackForm(initial=initial)})
    form, status = TrackForm(request.POST), HTTPStatus.OK
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        if shut := shut_gate(request, number, timezone.now()):
            form.add_error(None, shut)
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif sentence := _opened_by(request, number, code):
            form.add_error(None, sentence)
        else:
            return redirect("orders:progress", number=number)
    return render(request, "orders/track.html", {"form": form}, status=status)


def shut_gate(request: HttpRequest, number: str, at: datetime) -> str:
    """Count a try of a code: the sentence when there were too many tries, "" while there were not."""
    address = gates.address_of(request)
    for gate, key in ((gates.TRIES_OF_ADDRESS, address), (gates.TRIES_OF_NUMBER, number)):
        if not gate.lets_in(key, at):
            sentence = gettext(
                "Too many tries. Please try again after %(time)s. In a hurry? Call your community."
            )
            return sentence % {"time": gates.moment(gate.opens_again(at))}
    return ""


def _opened_by(request: HttpRequest, number: str, code: str) -> str:
    """Grant the order when the code is its own; the sentence of the refusal otherwise."""
    order = Order.objects.filter(number=number).first()
    try:
        check_code(order, code)
    except Refused as refusal:
        return str(refusal)
    if order:
        grants.grant(request, order.pk)
    return ""


@private
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What the resident takes home: number, query code, what happens next."""
    order = held(request, number)
    if order is None:
        return to_door(number)
    context = {"order": order, "code": grouped(order.query_code)}
    return render(request, "orders/receipt.html", context)


@private
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """How far the order is, and what is awaited of its resident."""
    order = held(request, number)
    return _page(request, order) if order else to_door(number)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more before an order is withdrawn."""
    order = held(request, number)
    if order is None:
        return to_door(number)
    if request.method == "POST":
        return _taken(request, order, WITHDRAW)
    if progress.why_not_withdraw(order):
        return redirect("orders:progress", number=number)
    return _withdraw_page(request, order, WithdrawForm(initial=_stamp(order)))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take a supplement or a rating. A phone that reopens the address is shown the order."""
    order = held(request, number)
    if order and request.method == "POST":
        return _taken(request, order, ACTS[name])
    return redirect("orders:progress", number=number) if order else to_door(number)


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device every order it may open, and who is signed in: others use the screen."""
    grants.forget(request)
    if resident_of(request):
        logout(request)
    messages.success(request, gettext("This device no longer shows your orders."))
    return redirect(f"{reverse('orders:track')}?left=1")


def _taken(request: HttpRequest, order: Order, act: Act) -> HttpResponse:
    """Run the command; what it refuses stands in the form. A second tap changes nothing."""
    form = act.form(request.POST)
    if form.is_valid():
        try:
            given = form.given() | ({"heard": _heard(request, order)} if act is RATE else {})
            act.command(order, **given, by=Resident(order.pk), at=timezone.now())
        except Refused as refusal:
            order.refresh_from_db()
            if form.cleaned_data["seen"] != _stamp(order)["seen"]:
                messages.info(
                    request,
                    gettext("This order has moved on meanwhile. Below is how it stands now."),
                )
                return redirect("orders:progress", number=order.number)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(act.done))
            return redirect("orders:progress", number=order.number)
    if act is WITHDRAW:
        return _withdraw_page(request, order, form)
    return _page(request, order, form)


def _photos(order: Order) -> list[Photo]:
    """Their keys, without the pictures; most orders have none, and are not asked again."""
    found = order.photos.only("id", "order_id").order_by("pk")
    return list(found) if getattr(order, "has_photos", True) else []


def _heard(request: HttpRequest, order: Order) -> Heard:
    return Heard.ACCOUNT if owns(request, order) else Heard.CODE


def _page(request: HttpRequest, order: Order, form: StampedForm | None = None) -> HttpResponse:
    """The whole page; `form` is one that was sent and not taken."""
    no_rating, no_withdrawal = (
        progress.why_not_rate(order, timezone.now()),
        progress.why_not_withdraw(order),
    )
    context: dict[str, Any] = {
        "order": order, "tone": progress.tone(order), "told": progress.told(order), "form": form,
        "who": progress.responsible(order), "steps": progress.milestones(order),
        "events": timeline.events(order), "open": order.state in OPEN, "no_withdrawal": no_withdrawal,
        "reachable": progress.leading(order).state in OPEN,
        "on_the_wall": progress.on_the_wall(order),
        "owns": owns(request, order), "shared": is_shared(request),
        "photos": _photos(order),
    }  # fmt: skip
    if order.state == State.RETURNED:
        context["supplement"] = _shown(form, SupplementForm, order)
        context["asked"] = progress.asked(order)
    context["wish"] = (
        form if isinstance(form, ConsentForm)
        else ConsentForm(initial={**_stamp(order), "consent": order.consent})
    )  # fmt: skip
    if not no_rating:
        context["rate"] = _shown(form, RateForm, order)
    return render(request, "orders/progress.html", context)


def _shown(form: StampedForm | None, kind: type[StampedForm], order: Order) -> StampedForm:
    """The form that was sent, or a fresh one of its kind."""
    return form if isinstance(form, kind) else kind(initial=_stamp(order))


def _withdraw_page(request: HttpRequest, order: Order, form: StampedForm) -> HttpResponse:
    return render(request, "orders/withdraw.html", {"order": order, "form": form})


def _stamp(order: Order) -> dict[str, str]:
    return {"seen": order.changed_at.isoformat()}


def _whole(number: str) -> QuerySet[Order]:
    own = ("matter__category", "area", "owner__area", "unit", "profile")
    related = [*own, *(f"merged_into__{name}" for name in own)]
    photos = Exists(Photo.objects.filter(order=OuterRef("pk")))
    return (
        Order.objects.filter(number=number)
        .order_by()
        .select_related(*related)
        .annotate(has_photos=photos)
    )


WHOLE = Read(_whole)


def held(request: HttpRequest, number: str) -> Order | None:
    """The order, when this device may open it."""
    order = WHOLE.first(number)
    if order is None or not opens(request, order):
        return None
    prefetch_related_objects([order], "ratings")
    return order


def to_door(number: str) -> HttpResponse:
    """Where number and code are asked for."""
    return redirect(f"{reverse('orders:track')}?number={number}")
