"""Doors of staff pages: which roles may enter, and the menu items that lead there.

A door says who may open a page; who may do what to a row is said by `access` and the rules.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem

from portal.people.access import roles_of
from portal.people.models import User
from portal.people.roles import Role


class StaffRequest(HttpRequest):
    """A request behind a login: its user is a person."""

    user: User


View = Callable[..., HttpResponse]


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of the roles anywhere; Wagtail turns the refusal into a sentence."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if roles_of(request.user).isdisjoint(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return door


class RoleMenuItem(MenuItem):
    """A menu item that only the roles it names can see."""

    def __init__(
        self, label: str | Promise, url: str | Promise, *, roles: frozenset[Role], **kwargs: Any
    ) -> None:
        super().__init__(label, url, **kwargs)
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds one of the roles."""
        return not roles_of(request.user).isdisjoint(self.roles)
