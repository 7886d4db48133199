"""The link that a message carries: it rates the answer of one order, and opens nothing else of it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from portal.errors import Refused
from portal.orders import commands
from portal.orders.models import Heard, Order
from portal.orders.resident import progress
from portal.orders.resident.track_forms import RateForm
from portal.people.actors import Resident
from portal.residents.private import private

SALT = "orders.rate"
# As long as a rating is open after the end, and some days for the order to end.
KEPT = timedelta(days=60)


def rating_path(order: Order) -> str:
    """The address in a message about an answer: signed, so that nobody can name another's order."""
    return reverse("orders:by_link", args=[signing.dumps(order.pk.hex, salt=SALT)])


@private
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Rate by the link; one that is spoiled or too old asks for number and code."""
    order = _of(token)
    if order is None:
        messages.info(
            request, gettext("This link is no longer valid. Please give number and query code.")
        )
        return redirect("orders:track")
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _rated(order, form):
        messages.success(request, gettext("Thank you. Your rating is recorded."))
        return redirect(request.path)
    no_rating = progress.why_not_rate(order, timezone.now())
    context = {"order": order, "form": form, "no_rating": no_rating}
    return render(request, "orders/by_link.html", context)


def _rated(order: Order, form: RateForm) -> bool:
    """Whether the rating went through; a refusal stands in the form."""
    try:
        commands.rate(
            order, **form.given(), heard=Heard.LINK, by=Resident(order.pk), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _of(token: str) -> Order | None:
    try:
        key = UUID(hex=signing.loads(token, salt=SALT, max_age=KEPT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    orders = Order.objects.select_related("matter", "area", "profile", "merged_into__profile")
    return orders.prefetch_related("ratings").filter(pk=key).first()
