"""The link that a message carries: it opens one order on this device, so that it can be rated."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.orders.models import Heard, Order
from portal.orders.resident import grants
from portal.orders.resident.opening import owns
from portal.residents.private import private

SALT = "orders.rate"
# As long as a rating is open after the end, and some days for the order to end.
KEPT = timedelta(days=60)
CAME = "by-link"


def rating_path(order: Order) -> str:
    """The address in a message about an answer: signed, so that nobody can name another's order."""
    return reverse("orders:by_link", args=[signing.dumps(order.pk.hex, salt=SALT)])


@private
@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the order of the link; one that is spoiled or too old asks for number and code."""
    key = _unsealed(token)
    order = Order.objects.filter(pk=key).first() if key else None
    if order is None:
        messages.info(
            request, gettext("This link is no longer valid. Please give number and query code.")
        )
        return redirect("orders:track")
    grants.grant(request, order.pk)
    request.session[CAME] = [*request.session.get(CAME, []), order.pk.hex][-grants.MOST :]
    return redirect(f"{reverse('orders:progress', args=[order.number])}#rate")


def way_of(request: HttpRequest, order: Order) -> Heard:
    """How this device came to the order: signed in, by a link, or with its code."""
    if owns(request, order):
        return Heard.ACCOUNT
    return Heard.LINK if order.pk.hex in request.session.get(CAME, []) else Heard.CODE


def _unsealed(token: str) -> UUID | None:
    try:
        return UUID(hex=signing.loads(token, salt=SALT, max_age=KEPT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
