"""What an administrator fills in to open an account. Shape only; the rules decide."""

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from portal.people.models import User


class AccountForm(forms.Form):
    """Names and a first password."""

    username = forms.CharField(
        label=_("Account name"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=_("For signing in, for example the name in pinyin."),
    )  # fmt: skip
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=40)
    password = forms.CharField(
        label=_("First password"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )  # fmt: skip

    def clean_password(self) -> str:
        """As strong as the settings want it."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password
