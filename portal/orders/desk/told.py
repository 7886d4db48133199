"""What staff fill in when they write an order down: contact and consent, asked aloud. Shape only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import helping
from portal.orders.models import Agreed, Consent, Origin
from portal.orders.resident.fields import Phone, Words

# The empty placeholder lets the style sheet see whether anything was typed.
PHONE_INPUT = forms.TextInput(
    attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off", "placeholder": " "}
)
ANSWERS = [("yes", _("Yes, the resident agreed")), ("no", _("No"))]


class ToldForm(forms.Form):
    """Who noticed it, how to reach the resident, what the resident said to our two questions."""

    use_required_attribute = False
    origin = forms.ChoiceField(
        label=_("Who noticed it?"), choices=Origin, initial=Origin.RESIDENT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    contact_phone = Phone(
        required=False, label=_("Phone"), widget=PHONE_INPUT,
        help_text=_("Only if the resident wants to be reached; it is never shown in public."),
    )  # fmt: skip
    contact_name = Words(
        most=20, required=False, label=_("Form of address"),
        help_text=_("For instance: Ms Zhang. No full name needed."),
    )  # fmt: skip
    pass_on = forms.ChoiceField(
        required=False, choices=ANSWERS, widget=forms.RadioSelect,
        label=_("Asked aloud: may the unit that does the work have the telephone number?"),
    )  # fmt: skip
    publish = forms.ChoiceField(
        required=False, choices=ANSWERS, widget=forms.RadioSelect,
        label=_("Asked aloud: may progress and outcome be shown without a name?"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whether the resident was asked what has to be asked; the rules say what."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        phone, origin = given.get("contact_phone", ""), given.get("origin", "")
        if not self.errors:
            try:
                helping.check_agreed(origin, phone, self.agreed())
            except Refused as refusal:
                missing = "pass_on" if phone and not given["pass_on"] else "publish"
                self.add_error(missing, ValidationError(str(refusal)))
        return given

    def agreed(self) -> dict[str, bool]:
        """What was answered, question by question; what was not asked is not there."""
        asked = {Agreed.PASS_ON: "pass_on", Agreed.PUBLISH: "publish"}
        answers = {to: self.cleaned_data.get(name, "") for to, name in asked.items()}
        return {to.value: answer == "yes" for to, answer in answers.items() if answer}

    def consent(self) -> str:
        """As the resident answered; where staff noticed it and nobody told it, there is no name."""
        nobody = Agreed.PUBLISH not in self.agreed()
        return Consent.ANONYMOUS if nobody or self.agreed()[Agreed.PUBLISH] else Consent.NONE
