"""Signing in, for the desk and the admin alike: tries are limited, and a failure never says why."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import LoginView
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.views.account import LoginView as WagtailLoginView

from portal.privacy import limits

WINDOW_S = 15 * 60
# One person at one place; one account from anywhere; one address, behind which a whole hall may sit.
# A success counts as well.
PAIR_LIMIT, NAME_LIMIT, ADDRESS_LIMIT = 20, 60, 300
TOO_OFTEN = "too_often"
WRONG = _("The account name or the password is not right. Please try again.")


class LimitedTries:
    """Mixin before an AuthenticationForm: the tries are counted before the password is looked at."""

    request: Any
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        """Refuse a try too many; a right password is refused as well then."""
        if not _may_try(self.request, self.cleaned_data.get("username", "")):
            raise ValidationError(
                _("Too many tries. Please wait 15 minutes and try again."), code=TOO_OFTEN
            )
        return super().clean()  # type: ignore[misc]

    def confirm_login_allowed(self, user: Any) -> None:
        """Residents have no password and no business here."""
        super().confirm_login_allowed(user)  # type: ignore[misc]
        if user.is_resident:
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        """The same words for a wrong name, a wrong password and a closed account."""
        return ValidationError(WRONG, code="invalid_login")


def _may_try(request: HttpRequest, username: str) -> bool:
    address, name = request.META.get("REMOTE_ADDR", ""), username.casefold()
    return (
        limits.allow("login-pair", f"{address}|{name}", limit=PAIR_LIMIT, window_s=WINDOW_S)
        and limits.allow("login-name", name, limit=NAME_LIMIT, window_s=WINDOW_S)
        and limits.allow("login-address", address, limit=ADDRESS_LIMIT, window_s=WINDOW_S)
    )


class DeskLoginForm(LimitedTries, AuthenticationForm):
    """The form of /desk/login/."""


class AdminLoginForm(LimitedTries, WagtailLoginForm):
    """The form of /admin/login/."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail declares the field anew and leaves its name to Python.
        self.fields["password"].label = AuthenticationForm.base_fields["password"].label


class TooOften:
    """Mixin before a login view: a try too many is answered with 429."""

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the form again."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if form.has_error(NON_FIELD_ERRORS, TOO_OFTEN):
            response.status_code = 429
        return response


class DeskLogin(TooOften, LoginView):
    """Where handlers sign in on their phone."""

    form_class = DeskLoginForm
    template_name = "desk/login.html"

    @property
    def redirect_authenticated_user(self) -> bool:  # type: ignore[override]
        """Nobody who is signed in is asked again; a resident is, for the desk is not theirs."""
        return not getattr(self.request.user, "is_resident", False)


class AdminLogin(TooOften, WagtailLoginView):
    """Where everybody else signs in; a handler who comes here is shown the way to the desk."""

    def get_form_class(self) -> type[AdminLoginForm]:
        """The limited form."""
        return AdminLoginForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nobody who is signed in is asked for a password again."""
        if request.user.is_authenticated and not _may_enter_admin(request.user):
            return redirect("desk:home")
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """The admin, or the desk for who has no business in the admin."""
        if _may_enter_admin(self.request.user):
            return super().get_success_url()
        return reverse("desk:home")


def _may_enter_admin(person: AbstractBaseUser) -> bool:
    return person.has_perm("wagtailadmin.access_admin")  # type: ignore[attr-defined]
