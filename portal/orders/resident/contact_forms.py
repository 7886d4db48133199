"""What a resident fills in to be reached otherwise. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.orders.belonging import Ring
from portal.orders.resident.fields import Phone, Words
from portal.orders.resident.track_forms import PlainForm


class ContactChangeForm(PlainForm):
    """A new phone, and a form of address if it changes too."""

    contact_phone = Phone(
        label=_("New phone"),
        help_text=_("Only to reach you about this order; it is never shown in public."),
        error_messages={"required": _("Please give a phone number, so that we can reach you.")},
    )
    contact_name = Words(
        most=20, required=False, label=_("How may we address you?"),
        help_text=_("For instance: Ms Zhang. No full name needed."),
        widget=forms.TextInput(attrs={"class": "input--short"}),
    )  # fmt: skip


class RingForm(PlainForm):
    """When somebody may ring."""

    ring = forms.ChoiceField(
        label=_("When may we ring?"), choices=Ring.choices, widget=forms.RadioSelect,
        help_text=_("A wish, not an appointment: whoever works on it sees it."),
        error_messages={"required": _("Please choose when we may ring.")},
    )  # fmt: skip
