"""What staff fill in: a text, how often to be told. Shape only; the commands decide."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.messages import placeholders
from portal.messages.words import Mode


class TemplateForm(forms.Form):
    """One text, and whether it is sent at all."""

    text = forms.CharField(
        label=_("Text"), max_length=placeholders.TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": placeholders.TEXT_MOST}),
        help_text=_("At most 300 characters. Placeholders in braces are replaced for each order."),
        error_messages={
            "required": _("Please write the text, or go back to the house's own words."),
        },
    )  # fmt: skip
    on = forms.BooleanField(label=_("This message is sent"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_text(self) -> str:
        """Only known placeholders. Raises ValidationError naming the others."""
        text: str = self.cleaned_data["text"].replace("\0", "")
        placeholders.check(text)
        return text

    def refuse(self, error: ValidationError | str) -> None:
        """What the command refused stands beside the text."""
        self.add_error("text", error)


class ModeForm(forms.Form):
    """How often this person wants to be told."""

    mode = forms.ChoiceField(label=_("How often"), choices=Mode.choices, widget=forms.RadioSelect)
