"""What a resident fills in to sign in. Shape only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.privacy.blind import is_mobile, normalise_phone


class Mobile(forms.CharField):
    """A number of mainland China that can receive a message, as eleven digits."""

    def clean(self, value: Any) -> str:
        """The digits alone. Raises ValidationError."""
        typed = super().clean(value)
        if not is_mobile(typed):
            raise ValidationError(_("Please give a mobile number with 11 digits."))
        return normalise_phone(typed)


class PlainForm(forms.Form):
    """Labels without colon; what is missing is told by the server, in a sentence."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)


class PhoneForm(PlainForm):
    """To which phone, and on whose device."""

    phone = Mobile(
        label=_("Mobile number"), max_length=40,
        help_text=_("We send a code there. Nobody but you sees your orders."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Please give your mobile number.")},
    )  # fmt: skip
    shared = forms.BooleanField(
        required=False, label=_("Others use this device too: sign me out after 20 minutes")
    )


class CodeForm(PlainForm):
    """The code from the message."""

    code = forms.CharField(
        label=_("Sign-in code"), max_length=20, help_text=_("Six digits, good for 5 minutes."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Please give the code from the message.")},
    )  # fmt: skip
