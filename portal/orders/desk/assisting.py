"""The part of an assisting unit on the phone: matter, place, what is asked; never who asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.orders import queries, rules
from portal.orders.acting import attempt
from portal.orders.desk.actions import ASSISTING
from portal.orders.models import Assist
from portal.orders.states import Verb
from portal.people.doors import StaffRequest


@require_safe
@never_cache
@login_required
def part(request: StaffRequest, pk: int) -> HttpResponse:
    """What is asked of the unit, and what can be done now."""
    found = _part(request, pk)
    can = {verb: not rules.why_not_assist(found, Verb(verb), request.user) for verb in ASSISTING}
    return render(request, "desk/assist.html", {"part": found, "order": found.order, "can": can})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def act(request: StaffRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for what the verb needs, then do it; a refusal is shown beside what was typed."""
    action = ASSISTING.get(verb)
    if action is None:
        raise Http404
    found = _part(request, pk)
    form = action.form(found.order, request.POST if request.method == "POST" else None)
    form.assist = found  # type: ignore[attr-defined]
    if form.is_bound and attempt(action, form, by=request.user, at=timezone.now()):
        messages.success(request, str(action.done), extra_tags="done")
        going_on = action.verb == Verb.ACCEPT_ASSIST
        return redirect("desk:assist", pk) if going_on else redirect("desk:home")
    why_not = rules.why_not_assist(found, action.verb, request.user)
    context = {
        "part": found, "order": found.order, "action": action, "label": action.verb.label,
        "form": form, "why_not": why_not,
    }  # fmt: skip
    return render(request, "desk/act_assist.html", context)


def _part(request: StaffRequest, pk: int) -> Assist:
    return get_object_or_404(queries.assisting(request.user), pk=pk)
