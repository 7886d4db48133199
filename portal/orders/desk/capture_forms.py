"""随手记: one page for the phone, sent in under a minute. Shape only; the rules decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.desk.told import ToldForm
from portal.orders.models import Origin
from portal.orders.resident.fields import Photos, Words
from portal.orders.resident.intake_forms import area_choices
from portal.places.models import Area
from portal.services.models import Matter

ORIGINS = [
    (Origin.RESIDENT, _("A resident told me")),
    (Origin.STAFF, _("I noticed it on my round")),
]


class CaptureForm(ToldForm):
    """Where, what, a photo; the rest only where somebody told it or it was settled there."""

    matter = forms.ChoiceField(
        label=_("Matter"), widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is about.")},
    )  # fmt: skip
    text = Words(
        most=rules.TEXT_MOST, label=_("What is it, and where exactly?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write what it is about.")},
    )  # fmt: skip
    photos = Photos(required=False, label=_("Photos"), help_text=_("Up to 4."))
    area = forms.ChoiceField(label=_("Community"))
    settled = forms.BooleanField(required=False, label=_("Settled on the spot"))
    done = Words(
        most=rules.TEXT_MOST, required=False, label=_("What was done?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, matters: Sequence[Matter], areas: Sequence[Area], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.matters = {matter.code: matter for matter in matters}
        self.areas = {area.code: area for area in areas}
        self.fields["matter"].choices = [(code, one.title) for code, one in self.matters.items()]  # type: ignore[attr-defined]
        self.fields["area"].choices = area_choices(areas)  # type: ignore[attr-defined]
        self.fields["area"].initial = next(iter(self.areas), "")
        self.fields["origin"].choices = ORIGINS  # type: ignore[attr-defined]
        self.order_fields(["area", "matter", "text", "photos", "origin", "contact_phone",
                           "contact_name", "pass_on", "publish", "settled", "done"])  # fmt: skip

    def clean_done(self) -> str:
        """Settled means that something was done."""
        done: str = self.cleaned_data["done"]
        if self.cleaned_data.get("settled") and not done:
            raise ValidationError(_("Please write what was done."))
        return done
