"""What the owner fills in to raise, suspend, call help off or ring up. Shape only; the rules decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.orders.acting import VerbForm, Words
from portal.orders.models import Assist, Order, Satisfied, Solved


class EscalateForm(VerbForm):
    """Why it rises."""

    reason = Words(
        label=_("Why it should be raised"),
        help_text=_("The level above reads this, the resident does not."),
        missing=_("Please write why it should be raised."),
    )


class ExtendForm(VerbForm):
    """How much more time, and why."""

    amount = forms.IntegerField(
        label=_("How much more time"), min_value=1, max_value=99,
        help_text=_("In the measure of its time class: working days, or hours. Once, up to its limit."),
        error_messages={"required": _("Please write how much more time."),
                        "invalid": _("Please write how much more time.")},
    )  # fmt: skip
    reason = Words(
        label=_("Why it takes longer"),
        help_text=_("The resident reads this."),
        missing=_("Please write why it takes longer."),
    )


class SuspendForm(VerbForm):
    """Why, and until when."""

    reason = Words(
        label=_("Why nothing can be done for now"),
        help_text=_("The resident and merged neighbours read this. Name no person."),
        missing=_("Please write why nothing can be done for now."),
    )
    review_on = forms.DateField(
        label=_("Review date"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Within 90 days. On that day the order comes back by itself."),
        error_messages={"required": _("Please choose a review date within the next 90 days."),
                        "invalid": _("Please choose a review date within the next 90 days.")},
    )  # fmt: skip


class AssistField(forms.ModelChoiceField):
    """The open parts of other units."""

    def label_from_instance(self, obj: Assist) -> str:
        """Whose, what, how far."""
        return f"{obj.unit} · {obj.what[:40]} · {obj.get_state_display()}"


class CancelAssistForm(VerbForm):
    """Which part, and why."""

    assist = AssistField(
        label=_("Assist"), queryset=Assist.objects.none(), widget=forms.RadioSelect,
        empty_label=None, error_messages={"required": _("Please choose which help.")},
    )  # fmt: skip
    reason = Words(
        label=_("Why it is no longer needed"),
        missing=_("Please write why it is no longer needed."),
    )

    def __init__(self, order: Order, data: QueryDict | None = None) -> None:
        super().__init__(order, data)
        parts = order.assists.filter(state__in=Assist.OPEN).select_related("unit")
        self.fields["assist"].queryset = parts  # type: ignore[attr-defined]
        self.fields["assist"].initial = parts.first()


class CallBackForm(VerbForm):
    """Reached or not; and if so, what the resident said, in the same words as on line."""

    reached = forms.TypedChoiceField(
        label=_("Did you reach the resident?"), widget=forms.RadioSelect,
        choices=[("yes", _("Reached")), ("no", _("Not reached"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": _("Please say whether you reached the resident.")},
    )  # fmt: skip
    solved = forms.ChoiceField(
        label=_("Is it solved?"), choices=Solved.choices, widget=forms.RadioSelect, required=False,
        help_text=_("In the resident's words; leave both empty when nobody was reached."),
    )  # fmt: skip
    satisfied = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=Satisfied.choices, coerce=int,
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    comment = Words(label=_("What the resident added"), required=False, missing="", max_length=500)
    note = Words(
        label=_("Note for colleagues"), required=False, missing="", max_length=200,
        widget=forms.TextInput,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nothing ticked is no word."""
        given = super().clean() or self.cleaned_data
        return {
            **given,
            "solved": given.get("solved", ""),
            "satisfied": given.get("satisfied") or 0,
        }
