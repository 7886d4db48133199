"""What staff fill in to set a street's way of working. Shape only; the rules decide."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.profiles.plans import BOUNDS, LEVELS, Limits, Plan, with_fixed
from portal.profiles.presets import PRESETS, Preset
from portal.profiles.rules import LABEL_MOST
from portal.profiles.steps import BUTTONS, FIXED, OPTIONAL, Step
from portal.services.models import TeamKind

LIMIT_WORDS = {
    "accept_hours": (_("Hours to accept"), _("Nobody accepted in time: the street is told.")),
    "returns_before_raise": (
        _("Times an order may be given back"), _("Then it goes to the street coordinator."),
    ),
    "text_most": (_("Characters a resident may write"), _("Never fewer than 1,000.")),
    "orders_of_phone": (_("Orders of one phone a day"), _("More are asked to wait.")),
    "rating_days": (_("Days the rating stays open"), _("Counted from the end of the order.")),
}  # fmt: skip
CHAINS = [
    (",".join(LEVELS), _("The street first, then the district")),
    (LEVELS[1], _("Straight to the district")),
    (LEVELS[0], _("The street, and no further")),
]
PRESET_SETS = ("keep_", "stop_", "button_", "teams")
EFFECTS = {
    Step.ADMIT: _("Left out: an order is admitted as soon as it is placed."),
    Step.DISPATCH: _("Left out: it is not shown on the road. Only where units grab orders."),
    Step.CLAIM: _(
        "Kept: the fitting team is offered the order at once, and whoever grabs it has it."
    ),
    Step.CHECK: _("Left out: the answer closes the order."),
    Step.PUBLISH: _("Kept: the road shows when the outcome stands on the echo wall."),
    Step.RATE: _("Kept: the road shows the rating. Residents can always rate."),
}


@dataclass(frozen=True)
class Line:
    """One step in the table: whether it is kept, what it is called, what its button says."""

    step: Step
    kept: BoundField | None
    stop: BoundField
    button: BoundField | None
    effect: Any


class ProfileForm(forms.Form):
    """Steps, words, limits, teams, the way up."""

    preset = forms.ChoiceField(
        label=_("Begin from"), choices=[(p.code, p.name) for p in PRESETS.values()],
        help_text=_("Fills in the steps and words below; then change what you like."),
    )  # fmt: skip
    escalation = forms.ChoiceField(label=_("The way up"), choices=CHAINS)
    teams = forms.MultipleChoiceField(
        label=_("Team kinds that take orders"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every kind. Departments and companies always may."),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    previewed = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *, plan: Plan, preset: str, seen: int, data: Any = None) -> None:
        kinds = list(TeamKind.objects.values_list("code", "name"))
        initial = _initial(plan, {code for code, _name in kinds})
        super().__init__(data, initial={"preset": preset, "seen": seen, **initial}, label_suffix="")
        self.fields["teams"].choices = kinds  # type: ignore[attr-defined]
        self.fields.update(_step_fields() | _limit_fields())

    def lines(self) -> list[Line]:
        """The table of steps."""
        return [
            Line(
                step=step, stop=self[f"stop_{step.value}"], effect=EFFECTS.get(step, ""),
                kept=None if step in FIXED else self[f"keep_{step.value}"],
                button=self[f"button_{step.value}"] if step in BUTTONS else None,
            )
            for step in Step
        ]  # fmt: skip

    def limits(self) -> list[BoundField]:
        """The numbers."""
        return [self[f"limit_{name}"] for name in BOUNDS]

    def plan(self) -> Plan:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        kept = [step.value for step in OPTIONAL if given[f"keep_{step.value}"]]
        return Plan(
            steps=with_fixed(kept),
            stops=_words(given, "stop"),
            buttons=_words(given, "button"),
            limits=Limits(**{name: given[f"limit_{name}"] for name in BOUNDS}),
            teams=tuple(given["teams"]),
            escalation=tuple(given["escalation"].split(",")),
        )


def filled_in(data: QueryDict, preset: Preset) -> QueryDict:
    """What was sent, with the preset's steps, words and teams; everything else stays as typed."""
    filled = data.copy()
    for name in [name for name in filled if name.startswith(PRESET_SETS)]:
        del filled[name]
    kinds = set(TeamKind.objects.values_list("code", flat=True))
    for name, value in _initial(preset.plan, kinds).items():
        if name == "teams":
            filled.setlist(name, value)
        elif value and name.startswith(PRESET_SETS):
            filled[name] = "on" if value is True else value
    return filled


def _step_fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for step in Step:
        if step not in FIXED:
            found[f"keep_{step.value}"] = forms.BooleanField(label=step.label, required=False)
        found[f"stop_{step.value}"] = _label_field(_("Word for residents"), step.label)
        if step in BUTTONS:
            found[f"button_{step.value}"] = _label_field(_("On the button"), BUTTONS[step])
    return found


def _label_field(label: Any, own: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"placeholder": own, "size": LABEL_MOST * 2})
    return forms.CharField(label=label, required=False, max_length=LABEL_MOST, widget=widget)


def _limit_fields() -> dict[str, forms.Field]:
    return {
        f"limit_{name}": forms.IntegerField(
            label=LIMIT_WORDS[name][0], min_value=least, max_value=most,
            help_text=_("%(what)s From %(least)d to %(most)d.")
            % {"what": LIMIT_WORDS[name][1], "least": least, "most": most},
        )
        for name, (least, most) in BOUNDS.items()
    }  # fmt: skip


def _initial(plan: Plan, kinds: Collection[str]) -> dict[str, Any]:
    return {
        "escalation": ",".join(plan.escalation),
        "teams": [code for code in plan.teams if code in kinds],
        **{f"keep_{step.value}": step in plan.steps for step in OPTIONAL},
        **{f"stop_{code}": words for code, words in plan.stops.items()},
        **{f"button_{code}": words for code, words in plan.buttons.items()},
        **{f"limit_{name}": number for name, number in asdict(plan.limits).items()},
    }


def _words(given: dict[str, Any], kind: str) -> dict[str, str]:
    """The words that differ from the house's own."""
    named = {step.value: given.get(f"{kind}_{step.value}", "").strip() for step in Step}
    return {code: words for code, words in named.items() if words}
