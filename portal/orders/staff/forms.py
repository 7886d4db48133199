"""What a clerk fills in with a verb. Shape only; the rules decide."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.orders.acting import VerbForm, Words
from portal.orders.models import Order
from portal.orders.queries import units_offered
from portal.places.models import Organisation


class UnitField(forms.ModelChoiceField):
    """Units with how many people there can accept an order."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Name and strength."""
        handlers: int = obj.handlers  # type: ignore[attr-defined]
        strength = (
            ngettext("%(n)d handler", "%(n)d handlers", handlers) % {"n": handlers}
            if handlers
            else _("nobody can accept there yet")
        )
        return f"{obj.name} · {obj.get_kind_display()} · {strength}"


class DispatchForm(VerbForm):
    """To which unit; the one whose kind fits the matter is chosen beforehand."""

    to = UnitField(
        label=_("Unit"), queryset=Organisation.objects.none(), widget=forms.RadioSelect,
        empty_label=None, error_messages={"required": _("Please choose a unit.")},
        help_text=_("Units that serve the community of this order."),
    )  # fmt: skip

    def __init__(self, order: Order, data: QueryDict | None = None) -> None:
        super().__init__(order, data)
        units = units_offered(order)
        if order.unit_id is not None:  # whoever has it already is no choice
            units = units.exclude(pk=order.unit_id)
        self.fields["to"].queryset = units  # type: ignore[attr-defined]
        fitting = [unit for unit in units if unit.team_kind == order.matter.team_kind.code]
        if fitting:
            self.fields["to"].initial = fitting[0]


class RerouteForm(DispatchForm):
    """To which other unit, and why."""

    reason = Words(
        label=_("Why another unit should do it"),
        help_text=_("Colleagues read this, the resident does not."),
        missing=_("Please write why another unit should do it."),
    )


class AskAssistForm(DispatchForm):
    """Which unit, for which part."""

    what = Words(
        label=_("What the unit should do"),
        help_text=_(
            "It sees the matter, the place and this; not who asked. The lead stays where it is."
        ),
        missing=_("Please write what the unit should do."),
    )


class ReturnForm(VerbForm):
    """What the resident is asked for."""

    missing = Words(
        label=_("What is missing"),
        help_text=_("The resident reads this. Ask for as little as is needed."),
        missing=_("Please write what is missing."),
    )


class DeclineForm(VerbForm):
    """Why, and where else."""

    reason = Words(
        label=_("Why it cannot be taken on"),
        help_text=_("The resident reads this."),
        missing=_("Please write why it cannot be taken on."),
    )
    channel = Words(
        label=_("The right channel"),
        help_text=_("Where the resident should go instead: office, address, telephone."),
        missing=_("Please write where the resident should go instead."),
    )
