"""What an administrator fills in for an account. Shape only; the rules decide."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from portal.people.models import User


class PasswordForm(forms.Form):
    """A password to begin with."""

    password = forms.CharField(
        label=_("First password"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )  # fmt: skip

    def __init__(self, data: Any = None, owner: User | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.owner = owner

    def clean_password(self) -> str:
        """As strong as the settings want it."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.owner or User(username=self.data.get("username", "")))
        return password


class AccountForm(PasswordForm):
    """Names and a first password."""

    field_order = ("username", "display_name", "password")
    username = forms.CharField(
        label=_("Account name"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=_("For signing in, for example the name in pinyin."),
    )  # fmt: skip
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=40)
