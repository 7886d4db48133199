"""What allauth asks of the house. Its own pages have no address here; only its way of signing in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.people.models import User
from portal.residents.queries import phone_of


class Residents(DefaultAccountAdapter):
    """Signing in without mail, message texts or sign-up of allauth's own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account is opened by a verified phone and by nothing else."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened."""

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Whoever has a phone here has verified it: nothing more is asked after the code."""
        phone = phone_of(user)
        return (phone.number, True) if phone else None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where a resident comes to who asked for nothing else."""
        return "/me/"

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Back to the door; the view has said why."""
        return redirect("residents:sign_in")
