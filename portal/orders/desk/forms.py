"""What a handler fills in on a phone. Shape only; the rules decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.orders.acting import VerbForm, Words
from portal.orders.models import Assist
from portal.services.models import AnswerTemplate


class ContactForm(VerbForm):
    """What was said."""

    note = Words(
        label=_("What was said"),
        help_text=_("For example: rang at ten, will come tomorrow morning."),
        missing=_("Please write what was said."),
    )  # fmt: skip


class AnswerForm(VerbForm):
    """The four elements; when received is known to the order itself."""

    spoken_with = Words(
        label=_("With whom did you speak?"), max_length=60, widget=forms.TextInput,
        help_text=_("For example: Ms Zhang, by phone."),
        missing=_("Please write with whom you spoke."),
    )  # fmt: skip
    done = Words(
        label=_("What was done?"),
        help_text=_("In plain words, so that the resident knows what happened."),
        missing=_("Please write what was done."),
    )  # fmt: skip
    finished_by = Words(
        label=_("By when?"), max_length=60, widget=forms.TextInput,
        help_text=_("The day it was finished, or will be."),
        missing=_("Please write by when it was or will be finished."),
    )  # fmt: skip

    @cached_property
    def templates(self) -> list[AnswerTemplate]:
        """The matter's answer templates, to start from."""
        return list(self.order.matter.answer_templates.all())

    def start_from(self, query: QueryDict) -> None:
        """The words of the template that was chosen."""
        chosen = [one for one in self.templates if str(one.pk) == query.get("template")]
        if chosen:
            self.initial["done"] = chosen[0].text


class TurnDownForm(VerbForm):
    """Why it goes back."""

    reason = Words(
        label=_("Why do you give it back?"),
        help_text=_("Colleagues read this, the resident does not."),
        missing=_("Please write why you give it back."),
    )  # fmt: skip


class AcceptAssistForm(VerbForm):
    """A click: the part stands in the address."""

    assist: Assist

    def clean(self) -> dict[str, Any]:
        """The part is the page's own, whatever was sent."""
        return {**self.cleaned_data, "assist": self.assist}


class FinishAssistForm(AcceptAssistForm):
    """What was done of the part."""

    done = Words(label=_("What was done?"), missing=_("Please write what was done."))


class GiveBackAssistForm(AcceptAssistForm):
    """Why the part goes back."""

    reason = Words(
        label=_("Why do you give it back?"), missing=_("Please write why you give it back.")
    )
