"""代填: everything about an order on one page. Shape only; the rules decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.orders.desk.told import ToldForm
from portal.orders.models import Channel
from portal.orders.resident.intake_forms import DetailsForm
from portal.places.models import Area
from portal.services.models import Question

# Residents use the web themselves.
CHANNELS = [(channel.value, channel.label) for channel in Channel if channel != Channel.WEB]


class EntryForm(ToldForm, DetailsForm):
    """The resident's three steps on one page, with channel, origin and what was asked aloud."""

    website = None  # type: ignore[assignment]  # no robot comes this far
    channel = forms.ChoiceField(
        label=_("How did it come in?"), choices=CHANNELS, initial=Channel.WINDOW
    )

    def __init__(
        self, questions: Iterable[Question], areas: Iterable[Area], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(questions, areas, data, **kwargs)
        asked = [field.name for field in self.asked()]
        self.order_fields(["channel", "origin", "text", *asked, "area", "place", "photos",
                           "contact_phone", "contact_name", "pass_on", "publish"])  # fmt: skip
        known = [code for code, _name in self.fields["area"].choices if code]  # type: ignore[attr-defined]
        if len(known) == 1:
            self.fields["area"].initial = known[0]
