"""A matter's own questions as form fields, whatever staff made of them. Shape only."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.orders.resident.fields import Words
from portal.services.kinds import QuestionKind
from portal.services.models import Question

ANSWER_MOST = 200
LONG_MOST = 500
STOPPED = "stopped"


class NoticedInputs:
    """Choices that know with which of them a notice is shown; the style sheet shows it at once."""

    noticed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One choice, marked where the notice goes with it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if str(value) in self.noticed:
            option["attrs"]["data-notice"] = True
        return option


class Radios(NoticedInputs, forms.RadioSelect):
    """One of the choices."""


class Ticks(NoticedInputs, forms.CheckboxSelectMultiple):
    """Several of the choices."""


def name_of(question: Question) -> str:
    """The name of a question's field."""
    return f"question_{question.pk}"


def field_of(question: Question) -> forms.Field:
    """The field that fits the question; its notice goes with it, and stops the form where it must."""
    field = _plain_field(question)
    field.notice, field.stops = question.notice, question.stops  # type: ignore[attr-defined]
    if isinstance(field.widget, NoticedInputs):
        field.widget.noticed = frozenset(question.noticed)
        if question.stops:
            field.validators.append(_stopper(question))
    return field


def _plain_field(question: Question) -> forms.Field:
    told: dict[str, Any] = {
        "label": question.label, "help_text": question.hint, "required": question.required,
        "error_messages": {
            "required": _("Please answer this question."),
            "invalid_choice": _("Please choose from what is listed."),
        },
    }  # fmt: skip
    choices = [(choice, choice) for choice in question.choice_list]
    match question.kind:
        case QuestionKind.CHOICES if choices:
            return forms.MultipleChoiceField(choices=choices, widget=Ticks(), **told)
        case QuestionKind.CHOICE | QuestionKind.YES_NO if choices:
            return forms.ChoiceField(choices=choices, widget=Radios(), **told)
        case QuestionKind.LONG_TEXT:
            return Words(most=LONG_MOST, widget=forms.Textarea(attrs={"rows": 4}), **told)
        case QuestionKind.DATE:
            told["error_messages"]["invalid"] = _("Please give a date, for instance 2026-11-22.")
            widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return forms.DateField(widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d"], **told)
        case QuestionKind.NUMBER:
            told["error_messages"]["invalid"] = _("Please give a number in digits.")
            typed = forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"})
            return forms.DecimalField(max_digits=12, decimal_places=2, widget=typed, **told)
    return Words(most=ANSWER_MOST, **told)


def _stopper(question: Question) -> Any:
    """Refuses the choices with which no order can be placed, in the words of the notice."""

    def stop(chosen: str | list[str]) -> None:
        picked = {chosen} if isinstance(chosen, str) else set(chosen)
        if picked & set(question.noticed):
            raise ValidationError(question.notice, code=STOPPED)

    return stop


def as_typed(value: Any) -> str | list[str]:
    """An answer as it is kept in a draft, right or wrong."""
    if isinstance(value, list):
        return [str(one)[:ANSWER_MOST] for one in value[:50]]
    return str("" if value is None else value)


def in_words(value: Any) -> str:
    """An answer as it is kept with the order."""
    match value:
        case list():
            return pgettext("between choices", ", ").join(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    return value or ""


def notices(questions: Iterable[Question], body: dict[str, Any]) -> list[str]:
    """The notices of what was chosen so far."""
    found = []
    for question in questions:
        chosen = body.get(name_of(question)) or []
        picked = {chosen} if isinstance(chosen, str) else set(chosen)
        if picked & set(question.noticed):
            found.append(question.notice)
    return found
