"""/orders/track/…/contact/ and …/ring/: another phone, and the wish to be rung up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import belonging_rules
from portal.orders.commands.change_contact import change_contact, wish_ring
from portal.orders.models import Order
from portal.orders.resident.contact_forms import ContactChangeForm, RingForm
from portal.orders.resident.tracking import held, to_door
from portal.people.actors import Resident
from portal.residents.private import private


@private
@sensitive_post_parameters("contact_phone", "contact_name")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Another phone or form of address; the old ones are not shown."""
    order = held(request, number)
    if order is None:
        return to_door(number)
    form = ContactChangeForm(request.POST or None)
    if form.is_valid():
        try:
            change_contact(order, **form.cleaned_data, by=Resident(order.pk), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Whoever works on it now calls the new number."))
            return redirect("orders:progress", number=number)
    return render(request, "orders/contact.html", _context(order, form))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ring(request: HttpRequest, number: str) -> HttpResponse:
    """请回电: at which time of day."""
    order = held(request, number)
    if order is None:
        return to_door(number)
    form = RingForm(request.POST or None)
    if form.is_valid():
        try:
            wish_ring(order, **form.cleaned_data, by=Resident(order.pk), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, gettext("Your wish stands beside the order; somebody will ring.")
            )
            return redirect("orders:progress", number=number)
    return render(request, "orders/ring.html", _context(order, form))


def _context(order: Order, form: object) -> dict[str, object]:
    return {"order": order, "form": form, "ended": belonging_rules.why_no_contact(order)}
