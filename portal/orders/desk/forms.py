"""What a handler fills in on a phone. Shape only; the rules decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.orders.acting import VerbForm

AREA = forms.Textarea(attrs={"rows": 4})


class ContactForm(VerbForm):
    """What was said."""

    note = forms.CharField(
        label=_("What was said"), max_length=1000, widget=AREA,
        help_text=_("For example: rang at ten, will come tomorrow morning."),
        error_messages={"required": _("Please write what was said.")},
    )  # fmt: skip


class AnswerForm(VerbForm):
    """The four elements; when received is known to the order itself."""

    spoken_with = forms.CharField(
        label=_("With whom did you speak?"), max_length=60,
        help_text=_("For example: Ms Zhang, by phone."),
        error_messages={"required": _("Please write with whom you spoke.")},
    )  # fmt: skip
    done = forms.CharField(
        label=_("What was done?"), max_length=1000, widget=AREA,
        help_text=_("In plain words, so that the resident knows what happened."),
        error_messages={"required": _("Please write what was done.")},
    )  # fmt: skip
    finished_by = forms.CharField(
        label=_("By when?"), max_length=60,
        help_text=_("The day it was finished, or will be."),
        error_messages={"required": _("Please write by when it was or will be finished.")},
    )  # fmt: skip


class TurnDownForm(VerbForm):
    """Why it goes back."""

    reason = forms.CharField(
        label=_("Why do you give it back?"), max_length=1000, widget=AREA,
        help_text=_("The community reads this, the resident does not."),
        error_messages={"required": _("Please write why you give it back.")},
    )  # fmt: skip
