"""What residents and members of staff choose for themselves: silence, and how often. Thin views."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.messages import commands, queries
from portal.messages.forms import ModeForm
from portal.messages.making import mode_of
from portal.orders.models import Order
from portal.orders.resident import grants
from portal.orders.resident.private import private
from portal.people.access import posts_of
from portal.people.actors import Resident
from portal.people.doors import StaffRequest

MOST_SHOWN = 50


@private
@require_POST
def silence(request: HttpRequest, number: str) -> HttpResponse:
    """No messages about this order, or messages again; only on a device that may open it."""
    order = Order.objects.filter(number=number).first()
    if order is None or not grants.holds(request, order.pk):
        return redirect("orders:track")
    if request.POST.get("want") == "none":
        commands.silence(order, by=Resident(order.pk), at=timezone.now())
        messages.success(request, _("You will get no messages. They are still shown on this page."))
    else:
        commands.speak(order, by=Resident(order.pk))
        messages.success(request, _("You will get messages about this order."))
    return redirect("orders:progress", number=order.number)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mine(request: StaffRequest) -> HttpResponse:
    """What I was told, and how often I want to be told."""
    if not posts_of(request.user):
        raise PermissionDenied
    form = ModeForm(request.POST or None, initial={"mode": mode_of(request.user)})
    if request.method == "POST" and form.is_valid():
        commands.prefer(request.user, form.cleaned_data["mode"])
        messages.success(request, _("Your choice is kept."))
        return redirect("order_messages:mine")
    context = {"form": form, "told": queries.to_me(request.user)[:MOST_SHOWN]}
    return render(request, "desk/messages.html", context)
