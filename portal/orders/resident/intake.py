"""/orders/new/: three steps, each kept on the server before it is judged."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders.commands import drafts
from portal.orders.echoing import echoable, is_open
from portal.orders.models import Draft, Order
from portal.orders.resident import gates, grants, keeping
from portal.orders.resident.intake_forms import DetailsForm
from portal.orders.resident.sheet import CONTACT, DETAILS, STEPS, WHAT, Sheet
from portal.orders.resident.submitting import TooMany, submit
from portal.residents.devices import is_shared
from portal.residents.doors import resident_of
from portal.residents.private import private
from portal.residents.queries import phone_of

TEMPLATES = {
    WHAT: "orders/new_what.html",
    DETAILS: "orders/new_details.html",
    CONTACT: "orders/new_contact.html",
}

# Longer ago, the screen may have passed to somebody else.
OFFERED_AGAIN = timedelta(hours=2)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show a step, or take what was sent from one."""
    key = _key(request)
    sheet = Sheet(key or grants.new_key(), Draft.objects.filter(pk=key).first() if key else None)
    if key and sheet.draft is None and (placed := Order.objects.filter(pk=key).first()):
        grants.grant(request, key)
        return redirect("orders:receipt", number=placed.number)
    if request.method == "POST":
        return SENT[_step(request.POST.get("step"), WHAT)](request, sheet)
    return _opened(request, sheet)


def _opened(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The step asked for, but none before its turn."""
    furthest = sheet.furthest() if sheet.draft else WHAT
    asked = _step(request.GET.get("step"), furthest) if sheet.draft else WHAT
    if asked > furthest:
        return to_step(sheet, furthest)
    if request.GET.get("check"):
        return show(request, sheet, asked, _judged(sheet, asked))
    like = None if sheet.draft else echoable(request.GET.get("like", ""))
    if asked == WHAT:
        form: Form = sheet.what(chosen=like.matter.code if like else request.GET.get("service", ""))
    else:
        form = sheet.details() if asked == DETAILS else sheet.contact(phone=_own_phone(request))
    gone = bool(request.GET.get("draft")) and sheet.draft is None
    left = None if sheet.draft else _left_over(request)
    return show(request, sheet, asked, form, gone=gone, left=left, like=like)


def _own_phone(request: HttpRequest) -> str:
    """The verified phone of who is signed in, to be changed at will."""
    person = resident_of(request)
    phone = phone_of(person) if person else None
    return phone.number if phone else ""


def _judged(sheet: Sheet, step: int) -> Form:
    """What is kept of a step, with all that is wrong in it."""
    if step == WHAT:
        return sheet.what(sheet.body)
    return sheet.details(sheet.body) if step == DETAILS else sheet.contact(sheet.body)


def _left_over(request: HttpRequest) -> Sheet | None:
    """What was begun here just now and not sent; the newest, if its matter is still offered.

    Not on a device that others use.
    """
    if is_shared(request):
        return None
    since = timezone.now() - OFFERED_AGAIN
    lately = Draft.objects.filter(pk__in=grants.held(request), updated_at__gte=since)
    draft = lately.order_by("-updated_at").first()
    left = Sheet(draft.pk, draft) if draft else None
    return left if left and left.matter else None


def _what_sent(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 1: open the draft and keep the matter."""
    form = sheet.what(request.POST)
    if not form.is_valid():
        return _sent_back(request, sheet, WHAT, form)
    if sheet.draft is None and not keeping.may_open(request):
        form.add_error(None, keeping.too_many_drafts())
        return show(request, sheet, WHAT, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    like = {"like": request.POST["like"][:20]} if request.POST.get("like") else {}
    keeping.keep(request, sheet, form.typed() | like)
    return to_step(sheet, DETAILS)


def _details_sent(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 2: keep the words and the photos first, judge them afterwards."""
    form = sheet.details(request.POST, request.FILES)
    valid = form.is_valid()
    keeping.keep(request, sheet, form.typed())
    keeping.remove_photo(request, sheet)
    complaints = keeping.add_photos(request, sheet)
    action = request.POST.get("action")
    if action == "back":
        return to_step(sheet, WHAT)
    if action == "photos" or "remove" in request.POST:
        if not complaints:
            return to_step(sheet, DETAILS, anchor="id_photos")
        form.errors.clear()
    for complaint in complaints:
        form.add_error("photos", complaint)
    if not valid or complaints:
        return _sent_back(request, sheet, DETAILS, form)
    return to_step(sheet, CONTACT if sheet.matter else WHAT)


def _contact_sent(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 3: place the order; a second tap or a reload finds the same one."""
    form = sheet.contact(request.POST)
    valid = form.is_valid()
    if request.POST.get("action") == "back":
        keeping.keep(request, sheet, form.typed())
        return to_step(sheet, DETAILS)
    if valid and sheet.furthest() < CONTACT:
        keeping.keep(request, sheet, form.typed())
        return to_step(sheet, sheet.furthest())
    status = HTTPStatus.OK
    if valid:
        try:
            order = submit(
                sheet, form, account=resident_of(request), address=gates.address_of(request),
                at=timezone.now(),
            )  # fmt: skip
        except TooMany as refusal:
            form.add_error(refusal.field, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            grants.grant(request, sheet.key)
            return redirect("orders:receipt", number=order.number)
    keeping.keep(request, sheet, form.typed())
    return _sent_back(request, sheet, CONTACT, form, status=status)


def _sent_back(
    request: HttpRequest, sheet: Sheet, step: int, form: Form, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """A step that must be mended: by a redirect where what is kept tells the whole story again.

    What is never kept (a card number, a photo that is none, a shut gate) is told at once.
    """
    kept = Sheet(sheet.key, sheet.draft)
    if _judged(kept, step).errors.get_json_data() == form.errors.get_json_data():
        return to_step(kept, step, check=True)
    return show(request, kept, step, form, status=status)


SENT = {WHAT: _what_sent, DETAILS: _details_sent, CONTACT: _contact_sent}


def show(
    request: HttpRequest,
    sheet: Sheet,
    step: int,
    form: Form,
    *,
    status: int = HTTPStatus.OK,
    gone: bool = False,
    left: Sheet | None = None,
    like: Order | None = None,
) -> HttpResponse:
    """One step as a page."""
    like = like or sheet.echo or echoable(request.POST.get("like", ""))
    context: dict[str, Any] = {
        "form": form, "sheet": sheet, "step": step, "gone": gone, "left": left, "count": len(STEPS),
        "like": like, "like_open": bool(like and is_open(like)),
        "shared": is_shared(request),
        "key": grants.sealed(sheet.key), "most_photos": drafts.MOST_PHOTOS,
    }  # fmt: skip
    if isinstance(form, DetailsForm):
        context["asked"] = form.asked()
    return render(request, TEMPLATES[step], context, status=status)


def to_step(
    sheet: Sheet, step: int, *, anchor: str = "", check: bool = False
) -> HttpResponseRedirect:
    """Redirect, so that a reload sends nothing twice; `check` shows what is wrong there."""
    begun = {"draft": str(sheet.key)} if sheet.draft else {}
    query = urlencode({**begun, "step": step, **({"check": 1} if check else {})})
    return HttpResponseRedirect(f"{reverse('orders:new')}?{query}{'#' if anchor else ''}{anchor}")


def _key(request: HttpRequest) -> UUID | None:
    """The draft in question: by the form's own seal, or by the address if this device holds it."""
    if sealed := grants.unsealed(request.POST.get("key", "")):
        return sealed
    try:
        asked = UUID(request.GET.get("draft", ""))
    except ValueError:
        return None
    return asked if grants.holds(request, asked) else None


def _step(text: str | None, otherwise: int) -> int:
    return next((step for step in STEPS if text == str(step)), otherwise)
