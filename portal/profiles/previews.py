"""The road of a plan as people will meet it: the resident's tracker, and who moves it by which button."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.people.roles import Role
from portal.profiles.plans import Plan
from portal.profiles.roads import road, stands_at
from portal.profiles.steps import BUTTONS, Step

RESIDENT, HOUSE_ITSELF = _("Resident"), _("By itself")
MOVERS: dict[Step, str | Promise] = {
    Step.PLACE: RESIDENT,
    Step.ADMIT: Role.CLERK.label,
    Step.DISPATCH: Role.CLERK.label,
    Step.CLAIM: HOUSE_ITSELF,
    Step.ACCEPT: Role.HANDLER.label,
    Step.ANSWER: Role.HANDLER.label,
    Step.CHECK: Role.CLERK.label,
    Step.PUBLISH: Role.EDITOR.label,
    Step.RATE: RESIDENT,
}
# An example that shows all three looks of a stop.
EXAMPLE = "accepted"


@dataclass(frozen=True)
class Shown:
    """One stop as it is drawn, by the parts of the public tracker, with who takes it there."""

    label: str
    state: str
    mover: str | Promise
    button: str
    note: str = ""
    at: None = None


def preview(plan: Plan) -> list[Shown]:
    """An order that somebody has just accepted."""
    here = stands_at(plan, EXAMPLE)
    return [
        Shown(stop.label, _look(index - here), _mover(plan, stop.step), _button(plan, stop.step))
        for index, stop in enumerate(road(plan))
    ]


def by_itself(plan: Plan) -> list[str | Promise]:
    """What the house does for the street, in sentences."""
    sentences = {
        "admit": _("An order is admitted as soon as it is placed."),
        "dispatch": _("The team that fits is offered the order at once; if none does, a clerk dispatches."),
        "close": _("The answer closes the order."),
    }  # fmt: skip
    return [words for verb, words in sentences.items() if verb in plan.by_itself]


def _look(ahead: int) -> str:
    if ahead == 0:
        return "current"
    return "todo" if ahead > 0 else "done"


def _mover(plan: Plan, step: Step) -> str | Promise:
    """Where units grab, an order is dispatched by the house first."""
    grabbed = step == Step.DISPATCH and "dispatch" in plan.by_itself
    return HOUSE_ITSELF if grabbed else MOVERS[step]


def _button(plan: Plan, step: Step) -> str:
    """The words of the button; grabbing and accepting are one."""
    if step not in BUTTONS or step == Step.CLAIM:
        return ""
    return plan.verb_label("accept") if step == Step.ACCEPT else plan.button(step)
