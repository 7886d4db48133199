"""What a profile says, as plain values: steps, words, limits, teams, the way up. Reads no database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from portal.profiles.steps import BUTTONS, FIXED, HOUSE_STEPS, REPLACED, VERBS, Step

# From the nearest level above to the highest; an order never comes down again.
LEVELS = ("subdistrict", "district")


@dataclass(frozen=True)
class Limits:
    """What a street may set by itself; the defaults are those of DOMAIN 11."""

    accept_hours: int = 24
    returns_before_raise: int = 2
    text_most: int = 1000
    orders_of_phone: int = 5
    rating_days: int = 30


# The least and the most. DOMAIN 10: residents may always write 1,000 characters.
BOUNDS: dict[str, tuple[int, int]] = {
    "accept_hours": (1, 72),
    "returns_before_raise": (1, 5),
    "text_most": (1000, 3000),
    "orders_of_phone": (3, 50),
    "rating_days": (7, 90),
}


@dataclass(frozen=True)
class Plan:
    """How a street works. `stops` and `buttons` rename, by the step's code; teams () is every kind."""

    steps: frozenset[Step] = HOUSE_STEPS
    stops: Mapping[str, str] = field(default_factory=dict)
    buttons: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    teams: tuple[str, ...] = ()
    escalation: tuple[str, ...] = LEVELS

    @property
    def by_itself(self) -> frozenset[str]:
        """The verbs that the house takes for the street, each where the table has its edge."""
        left_out = {verb for step, verb in REPLACED.items() if step not in self.steps}
        return frozenset(left_out | ({"dispatch"} if Step.CLAIM in self.steps else set()))

    def stop(self, step: Step) -> str:
        """What the resident reads when the order has reached the step."""
        return self.stops.get(step.value) or str(step.label)

    def button(self, step: Step) -> str:
        """What the button that leads to the step says."""
        return self.buttons.get(step.value) or str(BUTTONS.get(step, ""))

    def verb_label(self, verb: str) -> str:
        """The button of a verb of the order, "" for one that no step names."""
        steps = [step for step in Step if VERBS.get(step) == verb]
        named = next((step for step in steps if step in self.steps), steps[0] if steps else None)
        return self.button(named) if named else ""

    def offers(self, team_kind: str) -> bool:
        """Whether teams of this kind take orders here; a body without a kind always may."""
        return not self.teams or not team_kind or team_kind in self.teams

    def as_json(self) -> dict[str, Any]:
        """For one column; the same plan is always the same text."""
        return {
            "steps": [step.value for step in Step if step in self.steps],
            "stops": dict(sorted(self.stops.items())),
            "buttons": dict(sorted(self.buttons.items())),
            "limits": asdict(self.limits),
            "teams": list(self.teams),
            "escalation": list(self.escalation),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
        """What was stored; what it does not say is as in the house."""
        known = {limit.name for limit in fields(Limits)}
        limits = {k: v for k, v in stored.get("limits", {}).items() if k in known}
        return cls(
            steps=with_fixed(stored.get("steps", HOUSE_STEPS)),
            stops=stored.get("stops", {}), buttons=stored.get("buttons", {}),
            limits=Limits(**limits), teams=tuple(stored.get("teams", ())),
            escalation=tuple(stored.get("escalation", LEVELS)),
        )  # fmt: skip

    @property
    def digest(self) -> str:
        """Names the plan: what is published is what was previewed."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:16]


def with_fixed(steps: Iterable[str]) -> frozenset[Step]:
    """The steps chosen, and those that no street can do without."""
    return frozenset(Step(step) for step in steps) | FIXED


HOUSE = Plan()
