"""Which order another is merged into, and why two do not belong together. Shape only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.orders.acting import VerbForm, Words
from portal.orders.echoing import named_lead
from portal.orders.models import Order
from portal.orders.queries import can_lead

# So many are shown to choose from; any other is found by its number.
SHOWN = 12


class OrderField(forms.ModelChoiceField):
    """Orders as people tell them apart."""

    def label_from_instance(self, obj: Order) -> str:
        """Number, matter, state, the first words."""
        words = obj.text.replace("\n", " ")[:30]
        return f"{obj.number} · {obj.matter.title} · {obj.get_state_display()} · {words}"


class MergeForm(VerbForm):
    """One of those about the same matter, or another by its number; what the resident named is ticked."""

    into = OrderField(
        label=_("Merge into"), queryset=Order.objects.none(), widget=forms.RadioSelect,
        empty_label=None, required=False,
        help_text=_("It is handled once, under that order. Every reporter keeps their own number."),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Or another order, by its number"), required=False, max_length=16,
        help_text=_("For instance 2026-000123"),
    )  # fmt: skip

    def __init__(self, order: Order, data: QueryDict | None = None) -> None:
        super().__init__(order, data)
        shown = [row.pk for row in can_lead(order).filter(matter=order.matter_id)[:SHOWN]]
        if named := named_lead(order):
            shown.append(named.pk)
            self.fields["into"].initial = named
        self.fields["into"].queryset = can_lead(order).filter(pk__in=shown)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One order, however it was named. Raises ValidationError when it is none of this area."""
        given = super().clean() or self.cleaned_data
        number = given.pop("number", "").strip()
        if number:
            given["into"] = can_lead(self.order).filter(number=number).first()
        if not given.get("into"):
            raise ValidationError(_("Please choose an order that is open in this area."))
        return given


class UnmergeForm(VerbForm):
    """Why it is another matter after all."""

    reason = Words(
        label=_("Why they do not belong together"),
        help_text=_("Colleagues read this, the resident does not."),
        missing=_("Please write why they do not belong together."),
    )
