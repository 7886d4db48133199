"""The three steps of 点单: what it is, the details, how to reach the resident."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.orders import rules
from portal.orders.models import Consent
from portal.orders.resident.fields import Phone, Photos, Words, too_long
from portal.orders.resident.question_fields import (
    ANSWER_MOST,
    as_typed,
    field_of,
    in_words,
    name_of,
)
from portal.places.models import Area
from portal.profiles.plans import BOUNDS
from portal.profiles.queries import plan_in_force
from portal.services.kinds import Audience
from portal.services.models import Category, Matter, Question
from portal.services.queries import by_category, of_audience

CONSENT_WORDS = [
    (Consent.ANONYMOUS, _("Yes, without my name, phone or address")),
    (Consent.NONE, _("No, do not show it")),
]
LEAVE_EMPTY = _("Please leave this line empty, then press the button again.")


class StepForm(forms.Form):
    """A step: labels without colon, no rule left to the browser alone, and a pot of honey."""

    use_required_attribute = False
    # Robots fill in whatever they find. A person whose browser did is asked to press once more.
    website = forms.CharField(
        required=False, label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)

    def clean_website(self) -> str:
        """Refuse what only a robot fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(LEAVE_EMPTY)
        return ""

    def typed(self) -> dict[str, Any]:
        """What to keep of this step, right or wrong: everything but what is never collected."""
        raise NotImplementedError


class WhatForm(StepForm):
    """Step 1: one matter from the menu."""

    matter = forms.ChoiceField(
        label=_("Matter"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what it is about."),
            "invalid_choice": _("This matter is no longer on the menu. Please choose another."),
        },
    )

    def __init__(self, matters: Iterable[Matter], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.matters = {matter.code: matter for matter in matters}
        self.fields["matter"].choices = [(code, m.title) for code, m in self.matters.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Matter | None:
        """The matter that is ticked when the page opens."""
        return self.matters.get(str(self["matter"].value() or ""))

    def groups(self) -> list[tuple[Category, list[Matter]]]:
        """The menu, category by category: the shops' for who came from there, else the residents'."""
        audience = self.chosen.audience if self.chosen else Audience.RESIDENT
        return by_category(of_audience(list(self.matters.values()), audience))

    def typed(self) -> dict[str, Any]:
        """The code of the matter."""
        return {"matter": self.cleaned_data["matter"]}


class DetailsForm(StepForm):
    """Step 2: the words, the matter's own questions, the place, the photos."""

    text = Words(
        most=BOUNDS["text_most"][1],
        label=_("What happened?"),
        help_text=_("What, since when, what you would like. Under 1,000 characters; no ID number."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write what it is about.")},
    )
    area = forms.ChoiceField(
        label=_("Which community?"),
        error_messages={
            "required": _("Please choose the community from the list."),
            "invalid_choice": _("Please choose the community from the list."),
        },
    )
    place = Words(
        most=120, required=False, label=_("Where exactly?"),
        help_text=_("For instance: north gate of the estate, third floor of building 5"),
    )  # fmt: skip
    photos = Photos(
        required=False, label=_("Photos"),
        help_text=_(
            "Up to 4. Place and camera data are taken out; nobody but those who work on it sees them."
        ),
    )  # fmt: skip

    shop = Words(
        most=40, label=_("Name of the shop"),
        help_text=_("As on the sign; no licence number is needed."),
        error_messages={"required": _("Please write the name of the shop.")},
    )  # fmt: skip

    def __init__(
        self, questions: Iterable[Question], areas: Iterable[Area], data: Any = None, *,
        for_shops: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **kwargs)
        self.questions = list(questions)
        self.areas = {area.code: area for area in areas}
        self.fields["area"].choices = area_choices(self.areas.values())  # type: ignore[attr-defined]
        self.fields.update({name_of(question): field_of(question) for question in self.questions})
        if for_shops:
            self.fields["text"].label = gettext("What does the shop need?")
        else:
            del self.fields["shop"]
        asked = map(name_of, self.questions)
        self.order_fields(["shop", "text", *asked, "area", "place", "photos"])

    def typed(self) -> dict[str, Any]:
        """Every line as it was typed, but for those that hold what is never collected."""
        refused = {name for name in self.errors if self.has_error(name, "not_collected")}
        names = [name for name in self.fields if name not in ("photos", "website", *refused)]
        kept = {name: as_typed(self[name].value()) for name in names}
        most = 4 * rules.TEXT_MOST
        return {name: v[:most] if isinstance(v, str) else v for name, v in kept.items()}

    def clean(self) -> dict[str, Any]:
        """A long text is measured by what the street of the community allows."""
        given: dict[str, Any] = super().clean() or {}
        if len(text := given.get("text", "")) > rules.TEXT_MOST:
            area = self.areas.get(given.get("area", ""))
            most = plan_in_force(area).limits.text_most if area else rules.TEXT_MOST
            if len(text) > most:
                self.add_error("text", too_long(text, most))
        return given

    def asked(self) -> list[Any]:
        """The fields of the matter's own questions."""
        return [self[name_of(question)] for question in self.questions]

    def answers(self) -> dict[str, str]:
        """Question and answer, as they are kept with the order."""
        given = {q.label: in_words(self.cleaned_data[name_of(q)]) for q in self.questions}
        if shop := self.cleaned_data.get("shop"):
            given = {gettext("Name of the shop"): shop, **given}
        return {label: answer for label, answer in given.items() if answer}


class ContactForm(StepForm):
    """Step 3: how to reach the resident, and whether progress and outcome may be shown."""

    contact_phone = Phone(
        label=_("Phone"),
        help_text=_("Only to reach you about this order; it is never shown in public."),
        error_messages={"required": _("Please give a phone number, so that we can reach you.")},
    )
    contact_name = Words(
        most=20, required=False, label=_("How may we address you?"),
        help_text=_("For instance: Ms Zhang. No full name needed."),
        widget=forms.TextInput(attrs={"class": "input--short"}),
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("May its progress and outcome be shown on the echo wall?"),
        help_text=_(
            "So that neighbours see how such things are settled; while it is under way, the matter may "
            "be shown to those who have it too. Your own words are never shown. You can change this at "
            "any time."
        ),
        choices=CONSENT_WORDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether progress and outcome may be shown.")},
    )

    def typed(self) -> dict[str, Any]:
        """Every line as it was typed, but for those that hold what is never collected."""
        names = [n for n in ("contact_phone", "contact_name", "consent")
                 if not self.has_error(n, "not_collected")]  # fmt: skip
        return {name: str(self[name].value() or "")[:ANSWER_MOST] for name in names}


def area_choices(areas: Iterable[Area]) -> list[tuple[str, Any]]:
    """The communities, grouped by their street where there is more than one street."""
    groups = [
        (parent.name if parent else "", [(area.code, area.name) for area in members])
        for parent, members in groupby(areas, key=lambda area: area.parent)
    ]
    listed: list[Any] = groups if len(groups) > 1 else [c for _name, cs in groups for c in cs]
    return [("", gettext("Please choose")), *listed]
