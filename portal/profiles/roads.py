"""The road that a plan makes: which stops a resident sees, in order, and where a state stands on it."""

from dataclasses import dataclass

from portal.profiles.plans import Plan
from portal.profiles.steps import MAIN_ROAD, STATES, Step


@dataclass(frozen=True)
class Stop:
    """One step of the tracker; `state` is "" for what changes no state (publishing, rating)."""

    step: Step
    label: str
    state: str = ""


def road(plan: Plan) -> tuple[Stop, ...]:
    """The stops in order."""
    return tuple(
        Stop(step, plan.stop(step), STATES.get(step, "")) for step in Step if step in plan.steps
    )


def stands_at(plan: Plan, state: str) -> int:
    """The index of the stop at which a state of the main road stands.

    A state whose step is left out stands at the last stop before it.
    """
    rank = MAIN_ROAD.index(state)
    return max(
        index
        for index, stop in enumerate(road(plan))
        if stop.state and MAIN_ROAD.index(stop.state) <= rank
    )


def state_label(plan: Plan, state: str) -> str:
    """What the state is called here, "" where the house's own word stands.

    A state that is only passed through is called like the stop it stands at; an end keeps its name.
    """
    if state not in MAIN_ROAD:
        return ""
    stop = road(plan)[stands_at(plan, state)]
    return "" if state == MAIN_ROAD[-1] and stop.state != state else stop.label
