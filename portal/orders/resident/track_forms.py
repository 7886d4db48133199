"""What a resident fills in to follow an order, and what is awaited of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.models import Satisfied, Solved
from portal.orders.resident.codes import CODE_LENGTH, read_code, read_number
from portal.orders.resident.fields import Words
from portal.orders.resident.intake_forms import CONSENT_WORDS


class PlainForm(forms.Form):
    """Labels without colon; what is missing is told by the server, in a sentence."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)


class TrackForm(PlainForm):
    """Number and query code, however they are typed."""

    number = forms.CharField(
        label=_("Order number"), help_text=_("For instance 2026-000123"), max_length=64,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Please give the number on your receipt.")},
    )  # fmt: skip
    code = forms.CharField(
        label=_("Query code"), max_length=64,
        help_text=_("Ten letters and digits from your receipt; upper or lower case."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                      "spellcheck": "false"}),
        error_messages={"required": _("Please give the query code on your receipt.")},
    )  # fmt: skip

    def clean_number(self) -> str:
        """The digits alone, as the number is written."""
        return read_number(self.cleaned_data["number"])

    def clean_code(self) -> str:
        """The ten characters alone. Raises ValidationError saying how many there are instead."""
        code = read_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            sentence = _("A query code has %(length)d characters; this one has %(count)d.")
            raise ValidationError(sentence, params={"length": CODE_LENGTH, "count": len(code)})
        return code


class StampedForm(PlainForm):
    """A form about an order; `seen` tells whether the order moved since it was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the command takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class SupplementForm(StampedForm):
    """补正: the details that were asked for."""

    text = Words(
        most=rules.TEXT_MOST, label=_("Your details"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write the details we asked for.")},
    )  # fmt: skip


class WithdrawForm(StampedForm):
    """撤单: why, if the resident cares to say."""

    reason = Words(
        most=200, required=False, label=_("Why do you withdraw it?"),
        help_text=_("For instance: it has settled itself"),
    )  # fmt: skip


class RateForm(StampedForm):
    """评单: solved, satisfied, a word, and once more whether it may be shown."""

    solved = forms.ChoiceField(
        label=_("Is it solved?"), choices=Solved.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether it is solved.")},
    )  # fmt: skip
    satisfied = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=Satisfied.choices, coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five levels.")},
    )  # fmt: skip
    comment = Words(
        most=500, required=False, label=_("Anything you want to say?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("May its progress and outcome be shown on the echo wall?"), choices=CONSENT_WORDS,
        widget=forms.RadioSelect,
        help_text=_("The public text is written by an editor; your own words are never shown."),
        error_messages={"required": _("Please choose whether progress and outcome may be shown.")},
    )  # fmt: skip


class ConsentForm(StampedForm):
    """Whether progress and outcome may be shown; it can be changed at any time."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        # The rating asks the same on the same page.
        super().__init__(data, auto_id="wish_%s", **kwargs)

    consent = forms.ChoiceField(
        label=_("May its progress and outcome be shown on the echo wall?"), choices=CONSENT_WORDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether progress and outcome may be shown.")},
    )  # fmt: skip
