"""Who may open a resident's page: its resident. Everybody else is led to the door, or to nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.people.models import User
from portal.residents.senders import offered

HOME = "/me/"
View = Callable[..., HttpResponse]


class ResidentRequest(HttpRequest):
    """A request behind the door: its user is a resident."""

    user: User


def resident_of(request: HttpRequest) -> User | None:
    """The resident who is signed in; None for everybody else, staff included."""
    person = request.user
    return person if isinstance(person, User) and person.is_resident else None


def for_residents(view: View) -> View:
    """Let in a resident; send others to sign in, where that is offered."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if resident_of(request):
            return view(request, *args, **kwargs)
        if not offered():
            raise Http404
        back_to = urlencode({"next": request.path}) if request.method == "GET" else ""
        return redirect(f"{reverse('residents:sign_in')}?{back_to}".rstrip("?"))

    return guarded


def way_on(asked: str) -> str:
    """Where the resident wanted to go, if that is a page of theirs."""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe and asked.startswith((HOME, "/orders/")) else HOME
