"""/me/: the orders of whoever is signed in, taken in and let go; and the end of the account."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.errors import Refused
from portal.orders import belonging_rules
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.tie import tie, untie
from portal.orders.models import Order
from portal.orders.owned import of_same_phone, owned_by
from portal.orders.resident import grants, progress
from portal.orders.resident.track_forms import TrackForm
from portal.orders.resident.tracking import shut_gate
from portal.residents import devices
from portal.residents.doors import ResidentRequest, for_residents
from portal.residents.private import private
from portal.residents.queries import index_of, phone_of

ON_A_PAGE = 20


@private
@require_safe
@for_residents
def home(request: ResidentRequest) -> HttpResponse:
    """Every order of the account: where it stands, and what is awaited."""
    person, now = request.user, timezone.now()
    phone = phone_of(person)
    page = Paginator(owned_by(person), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [progress.row(order, now) for order in page.object_list],
        "ends": phone.number[-4:] if phone else "",
        "offered": of_same_phone(phone.number_index, now).count() if phone else 0,
    }
    return render(request, "residents/home.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def tie_one(request: ResidentRequest) -> HttpResponse:
    """Take an order into the account by its number and query code."""
    form, status = TrackForm(request.POST or None), HTTPStatus.OK
    if form.is_valid():
        number, now = form.cleaned_data["number"], timezone.now()
        if shut := shut_gate(request, number, now):
            form.add_error(None, shut)
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif sentence := _tied_by_code(request, number, form.cleaned_data["code"]):
            form.add_error(None, sentence)
        else:
            messages.success(
                request, gettext("Order %(number)s is among yours now.") % {"number": number}
            )
            return redirect("me:home")
    return render(request, "residents/tie.html", {"form": form}, status=status)


def _tied_by_code(request: ResidentRequest, number: str, code: str) -> str:
    """The sentence of the refusal, "" when it is done; a number unknown is refused alike."""
    order = Order.objects.filter(number=number).first()
    try:
        belonging_rules.check_code(order, code)
        if order:
            tie(order, code=code, by=request.user, at=timezone.now())
    except Refused as refusal:
        return str(refusal)
    return ""


@private
@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def same_phone(request: ResidentRequest) -> HttpResponse:
    """Show what was placed with the verified phone, and take in what the resident ticks."""
    person, now = request.user, timezone.now()
    found = list(of_same_phone(index_of(person), now)[:ON_A_PAGE])
    if request.method != "POST":
        return render(request, "residents/same_phone.html", {"orders": found})
    ticked = request.POST.getlist("number")
    count = sum(_tied_by_phone(order, request) for order in found if order.number in ticked)
    messages.success(
        request,
        ngettext(
            "%(count)d order is among yours now.", "%(count)d orders are among yours now.", count
        )
        % {"count": count},
    )
    return redirect("me:home")


def _tied_by_phone(order: Order, request: ResidentRequest) -> bool:
    try:
        tie(order, by_phone=True, by=request.user, at=timezone.now())
    except Refused:
        return False
    return True


@private
@require_POST
@for_residents
def let_go(request: ResidentRequest, number: str) -> HttpResponse:
    """Take an order out of the account."""
    order = get_object_or_404(owned_by(request.user), number=number)
    try:
        untie(order, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            gettext("Order %(number)s is no longer in your account. Its query code still opens it.")
            % {"number": number},
        )
    return redirect("me:home")


@private
@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def delete(request: ResidentRequest) -> HttpResponse:
    """Say what deleting does; then do it."""
    if request.method != "POST":
        return render(request, "residents/delete.html", {"count": owned_by(request.user).count()})
    leave_account(request.user, by=request.user, at=timezone.now())
    logout(request)
    messages.success(
        request, gettext("Your account and your phone are deleted. Your orders go on.")
    )
    return redirect("/orders/track/?left=1")


@private
@require_POST
def shared_device(request: HttpRequest) -> HttpResponse:
    """这是公用设备: from now on nothing typed is kept in this browser, and the session is short."""
    grants.forget(request)
    devices.mark_shared(request)
    messages.success(request, gettext("Nothing you type is kept on this device now."))
    return redirect("orders:new")
