"""Signing in with a code on the phone, and out again. Translates, never decides."""

import logging
from datetime import datetime
from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.errors import Refused
from portal.privacy.gates import Gate
from portal.residents import commands, devices, gates
from portal.residents.codes import PhoneCode
from portal.residents.doors import resident_of, way_on
from portal.residents.forms import CodeForm, PhoneForm
from portal.residents.private import private
from portal.residents.senders import CouldNotSend, offered

logger = logging.getLogger(__name__)


@private
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the number and send a code: the same answer whether or not it has an account."""
    _check_offered()
    go_on = way_on(request.POST.get("next") or request.GET.get("next", ""))
    if resident_of(request):
        return redirect(go_on)
    form, status = PhoneForm(request.POST or None), HTTPStatus.OK
    if form.is_valid():
        number, shared = form.cleaned_data["phone"], form.cleaned_data["shared"]
        status, sentence = _send(request, number, shared=shared, go_on=go_on)
        if not sentence:
            return redirect("residents:code")
        form.add_error(None, sentence)
    context = {"form": form, "next": go_on}
    return render(request, "residents/sign_in.html", context, status=status)


@private
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Compare the code; the right one opens the resident's pages."""
    _check_offered()
    waiting = PhoneCode.of(request)
    if waiting is None or not waiting.number:
        if request.method == "POST":
            messages.info(request, _("The time of that code is over. Please ask for a new one."))
        return redirect("residents:sign_in")
    if request.method == "POST" and request.POST.get("action") == "again":
        return _sent_again(request, waiting)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return _compared(request, waiting, form)
    return _code_page(request, waiting, form)


@private
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, with everything this device was allowed to open."""
    logout(request)
    messages.success(request, _("You are signed out. This device no longer shows your orders."))
    return redirect("/orders/track/?left=1")


def _check_offered() -> None:
    if not offered():
        raise Http404


def _send(request: HttpRequest, number: str, *, shared: bool, go_on: str) -> tuple[HTTPStatus, str]:
    """Past the gates and out; the sentence when it did not go, "" when it did."""
    now = timezone.now()
    if gate := gates.shut_for_sending(_address(request), number, now):
        return HTTPStatus.TOO_MANY_REQUESTS, _too_many(gate, now)
    try:
        PhoneCode.begin(request, number, shared=shared, next=go_on)
    except CouldNotSend:
        logger.exception("a sign-in code could not be sent")
        sentence = _("The code could not be sent. Please try again in a few minutes.")
        return HTTPStatus.SERVICE_UNAVAILABLE, sentence
    return HTTPStatus.OK, ""


def _sent_again(request: HttpRequest, waiting: PhoneCode) -> HttpResponse:
    kept = waiting.state
    status, sentence = _send(request, waiting.number, shared=kept["shared"], go_on=kept["next"])
    if not sentence:
        messages.success(request, _("A new code is on its way; the one before is void."))
        return redirect("residents:code")
    return _code_page(request, waiting, CodeForm(), status=status, refusal=sentence)


def _compared(request: HttpRequest, waiting: PhoneCode, form: CodeForm) -> HttpResponse:
    """Count the try first; a right code is refused too when there were too many."""
    now = timezone.now()
    if gate := gates.shut_for_trying(_address(request), waiting.number, now):
        form.add_error(None, _too_many(gate, now))
        return _code_page(request, waiting, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if waiting.fits(form.cleaned_data["code"], now):
        return _entered(request, waiting, now)
    if not waiting.record_invalid_attempt():
        messages.error(request, _("That code was wrong five times. Please ask for a new one."))
        return redirect("residents:sign_in")
    form.add_error("code", _("This is not the code we sent. Please look at the message again."))
    return _code_page(request, waiting, form)


def _entered(request: HttpRequest, waiting: PhoneCode, at: datetime) -> HttpResponse:
    """Open the account where there is none, and begin a session of its own."""
    waiting.abort()
    try:
        person = commands.enter(waiting.number, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("residents:sign_in")
    record_authentication(request, person, method="code")
    response = perform_login(request, Login(user=person, redirect_url=waiting.state["next"]))
    if waiting.state["shared"]:
        devices.mark_shared(request)
    return response


def _code_page(
    request: HttpRequest,
    waiting: PhoneCode,
    form: CodeForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {"form": form, "ends": waiting.number[-4:], "refusal": refusal}
    return render(request, "residents/code.html", context, status=status)


def _too_many(gate: Gate, at: datetime) -> str:
    again = date_format(timezone.localtime(gate.opens_again(at)), "Y-m-d H:i")
    sentence = _(
        "Too many codes or tries. Please go on after %(time)s. With number and query code you can "
        "see each order at any time."
    )
    return sentence % {"time": again}


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
