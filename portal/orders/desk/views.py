"""The desk: what a handler sees and does on a phone. Translates, never decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.orders import queries, rules
from portal.orders.acting import attempt
from portal.orders.desk.actions import ACTIONS
from portal.orders.helping import ENTERING
from portal.orders.models import Order
from portal.orders.photos import photo_response
from portal.orders.states import State, Verb
from portal.orders.story import story
from portal.orders.tones import TONES
from portal.people.access import posts_of, reach, stands_for, stood_for
from portal.people.doors import StaffRequest
from portal.people.roles import Role
from portal.worktime.queries import calendars


@require_safe
@never_cache
@login_required
def home(request: StaffRequest) -> HttpResponse:
    """Mine and to grab; who is no handler is told where to go."""
    if request.user.is_resident:
        return redirect("desk:login")
    posts = [post for post in posts_of(request.user) if post.role == Role.HANDLER]
    if not posts:
        held = posts_of(request.user)
        can_note = any(post.role in ENTERING for post in held)
        return render(request, "desk/no_post.html", {"posts": held, "can_note": can_note})
    context = {
        "posts": posts,
        "known": calendars(),
        "mine": queries.mine(request.user),
        "mine_tone": TONES[State.ACCEPTED],
        "to_grab": queries.to_grab(request.user),
        "to_grab_tone": TONES[State.DISPATCHED],
        "helping": queries.assisting(request.user),
        "answered": _reached(request).filter(
            handler__in=stood_for(request.user), state=State.ANSWERED
        ),
    }
    return render(request, "desk/home.html", context)


@require_safe
@never_cache
@login_required
def order(request: StaffRequest, number: str) -> HttpResponse:
    """One order of the person's unit, with what can be done now."""
    found = _order(request, number)
    is_mine = stands_for(request.user, found.handler_id, found.unit_id)
    # Who is a clerk besides opens it in the admin, with a reason.
    contact = is_mine and queries.may_see_contact(request.user, found)
    can = {verb: not rules.why_not(found, Verb(verb), request.user) for verb in ACTIONS}
    context = {
        "order": found,
        "tone": TONES[found.state],
        "contact": contact,
        "is_mine": is_mine,
        "photos": found.photos.defer("jpeg"),
        "steps": story(found, for_staff=True, for_handler=True),
        "parts": found.assists.select_related("unit"),
        "can": can,
        "labels": {verb: found.verb_label(Verb(verb)) for verb in ACTIONS},
        # Where exactly is for who may still take it on or has done so, not for the whole unit.
        "place": found.place if contact or can[Verb.ACCEPT] else "",
        "why_not": rules.why_not(found, Verb.ACCEPT, request.user),
        "why_not_answer": rules.why_not(found, Verb.ANSWER, request.user),
    }
    return render(request, "desk/order.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def act(request: StaffRequest, number: str, verb: str) -> HttpResponse:
    """Ask for what the verb needs, then do it; a refusal is shown beside what was typed."""
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    found = _order(request, number)
    form = action.form(found, request.POST if request.method == "POST" else None)
    form.start_from(request.GET)
    if form.is_bound and attempt(action, form, by=request.user, at=timezone.now()):
        messages.success(request, str(action.done), extra_tags="done")
        gone = not _reached(request).filter(pk=found.pk).exists()
        return redirect("desk:home") if gone else redirect("desk:order", number)
    why_not = rules.why_not(found, action.verb, request.user)
    context = {
        "order": found, "action": action, "label": found.verb_label(action.verb), "form": form,
        "why_not": why_not,
    }  # fmt: skip
    return render(request, "desk/act.html", context)


@require_safe
@login_required
def photo(request: StaffRequest, number: str, photo_id: UUID) -> HttpResponse:
    """One of the resident's photos."""
    return photo_response(_order(request, number), photo_id)


def _reached(request: StaffRequest) -> QuerySet[Order]:
    """What this person's units hold; a clerk's reach does not count at the desk."""
    mine = reach(request.user, [Role.HANDLER])
    return queries.visible_to(request.user).filter(mine)


def _order(request: StaffRequest, number: str) -> Order:
    return get_object_or_404(_reached(request), number=number)
