"""How far an order has come, in words for its resident. Reads the order; decides nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import rules
from portal.orders.models import Consent, Order
from portal.orders.shown import shown_since, told_since
from portal.orders.states import ENDS, OPEN, ROAD, State, Verb
from portal.orders.tones import TONES
from portal.people.actors import Resident
from portal.people.roles import Role
from portal.places.models import Organisation
from portal.profiles import steps
from portal.profiles.roads import Stop, road, stands_at

# Side states stand at a step of the road.
STANDS_AT = {State.ESCALATED: State.ADMITTED}
# These stand where they will go on.
RESUMING = (State.RETURNED, State.SUSPENDED)
# What waits for somebody else is under way to the resident.
SEEN_BY_RESIDENT = {
    State.PLACED: "underway",
    State.ANSWERED: "waiting",
    State.ESCALATED: "underway",
}
PROMISED = frozenset({State.PLACED, State.ADMITTED, State.DISPATCHED, State.ACCEPTED})
TOLD: dict[str, str | Promise] = {
    State.PLACED: _("The community has received it and looks at it next."),
    State.ADMITTED: _("The community has taken it on and is choosing who does it."),
    State.DISPATCHED: _("It lies with the unit below; somebody there takes it on next."),
    State.ACCEPTED: _("Somebody has taken it on and will contact you."),
    State.ANSWERED: _("There is an answer. Please say below whether it is solved."),
    State.CLOSED: _("It is done."),
    State.RETURNED: _("The community needs some details from you before it can go on."),
    State.ESCALATED: _("It has been raised one level, and that level now sees to it."),
    State.SUSPENDED: _("It is suspended for now; the reason stands below."),
    State.DECLINED: _("The community could not take it on; the reason stands below."),
    State.WITHDRAWN: _("You have withdrawn this order."),
    State.MERGED: _("It is handled together with another order about the same matter."),
}


@dataclass(frozen=True)
class Milestone:
    """One step of the tracker."""

    label: str
    state: str
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One order in the list of an account."""

    order: Order
    tone: str
    told: str
    awaited: str


def leading(order: Order) -> Order:
    """The order whose handling its resident follows: its own, or the one it was merged into."""
    return order.merged_into or order


def on_the_wall(order: Order) -> str:
    """The number under which anybody can read of it; "" while it is not public."""
    agreed = order.consent != Consent.NONE
    return leading(order).number if agreed and shown_since(leading(order)) else ""


def tone(order: Order) -> str:
    """The look of the state chip, as the resident sees it."""
    if order.merged_into and order.merged_into.state in OPEN:
        return SEEN_BY_RESIDENT.get(State(order.merged_into.state), "underway")
    if _waits_after_rating(order):
        return "underway"
    return SEEN_BY_RESIDENT.get(State(order.state)) or TONES[order.state]


def told(order: Order) -> str:
    """Where it stands, in one sentence."""
    if _waits_after_rating(order):
        return gettext("You have rated it. The community closes the order next.")
    if order.merged_into:
        return f"{TOLD[State.MERGED]} {_told_of_lead(order.merged_into)}"
    if order.state == State.SUSPENDED and order.review_on:
        return gettext("It is suspended for now; it is looked at again on %(day)s.") % {
            "day": date_format(order.review_on, "Y-m-d")
        }
    return str(TOLD[order.state])


def _told_of_lead(lead: Order) -> str:
    """Where the shared handling stands; what is asked of its own reporter is nobody else's."""
    if lead.state == State.RETURNED:
        return gettext("The community is waiting for details from another reporter.")
    return "" if lead.state == State.WITHDRAWN else str(TOLD[lead.state])


def row(order: Order, at: datetime) -> Row:
    """Where it stands and what is awaited; asks the database nothing."""
    return Row(order, tone(order), told(order), awaited(order, at))


def awaited(order: Order, at: datetime) -> str:
    """What the resident is asked for, "" when nothing."""
    if order.state == State.RETURNED:
        return gettext("Your details are awaited")
    return "" if why_not_rate(order, at) else gettext("Your rating is awaited")


def _rated(order: Order) -> bool:
    return _rated_at(order) is not None


def _rated_at(order: Order) -> datetime | None:
    """When this reporter rated the round that stands, of their own answer or the shared one."""
    lead, ratings = leading(order), order.ratings.all()
    said = (r.at for r in ratings if (r.lead_id, r.round) == (order.merged_into_id, lead.round))
    return next(said, None)


def _waits_after_rating(order: Order) -> bool:
    return leading(order).state == State.ANSWERED and _rated(order)


def responsible(order: Order) -> str:
    """Unit and role of who has it now; "" once it has ended."""
    if order.merged_into:
        return responsible(order.merged_into)
    # A suspended order stays with who had it: they take it up again.
    match order.resumes_to if order.state == State.SUSPENDED else order.state:
        case State.DISPATCHED | State.ACCEPTED if order.unit:
            return f"{order.unit} · {Role.HANDLER.label}"
        case State.ESCALATED:
            return f"{order.owner} · {Role.COORDINATOR.label}"
        case State.RETURNED:
            return gettext("You, then %(unit)s") % {"unit": order.owner}
    return f"{order.owner} · {_owner_role(order).label}" if order.state in OPEN else ""


def _owner_role(order: Order) -> Role:
    """Who works on it at the owner: the clerk of a community, the coordinator of what is above."""
    community = order.owner.kind == Organisation.Kind.COMMUNITY
    return Role.CLERK if community else Role.COORDINATOR


def milestones(order: Order) -> list[Milestone]:
    """The steps of its street's road; an order that ended early has those it took, and its end.

    A merged order has those of the one that leads, and its own reporter's rating.
    """
    own, order = order, leading(order)
    if order.state in ENDS and order.state != State.CLOSED:
        return [*_taken(order), Milestone(str(State(order.state).label), "current", order.ended_at)]
    here = stands_at(order.plan, _stands_at(order))
    stops = enumerate(road(order.plan))
    return [_milestone(order, own, stop, at - here) for at, stop in stops if _is_drawn(order, stop)]


def _is_drawn(order: Order, stop: Stop) -> bool:
    """What may not be shown in public is no step to wait for."""
    return stop.step != steps.Step.PUBLISH or order.consent != Consent.NONE


def _stands_at(order: Order) -> str:
    state = State(order.resumes_to if order.state in RESUMING else order.state)
    return STANDS_AT.get(state, state)


def _milestone(order: Order, own: Order, stop: Stop, ahead: int) -> Milestone:
    reached = _rated_at(own) if stop.step == steps.Step.RATE else _reached(order, stop)
    if not stop.state:
        return Milestone(stop.label, "done" if reached else "todo", reached)
    if ahead > 0:
        return Milestone(stop.label, "todo")
    if ahead < 0 or order.state == State.CLOSED:
        return Milestone(stop.label, "done", reached)
    return Milestone(stop.label, "current", reached, _note(order))


def _note(order: Order) -> str:
    """Who has it and what is promised; a side state is named."""
    if order.state not in ROAD:
        return f"{order.get_state_display()} · {responsible(order)}"
    if order.state in PROMISED:
        return gettext("%(who)s. Promise: %(promise)s") % {
            "who": responsible(order), "promise": order.promise,
        }  # fmt: skip
    return responsible(order)


def _taken(order: Order) -> list[Milestone]:
    stops = [stop for stop in road(order.plan) if stop.state not in ("", State.CLOSED)]
    reached = [(stop, _reached(order, stop)) for stop in stops]
    return [Milestone(stop.label, "done", at) for stop, at in reached if at]


def _reached(order: Order, stop: Stop) -> datetime | None:
    if stop.step == steps.Step.PUBLISH:
        return told_since(order)
    if stop.step == steps.Step.RATE:
        return _rated_at(order)
    at: datetime | None = (
        order.ended_at if stop.state == State.CLOSED else getattr(order, f"{stop.state}_at")
    )
    return at


def asked(order: Order) -> str:
    """What the community last asked for, in its own words."""
    remarks = [r.text for r in order.remarks.all() if r.verb == Verb.RETURN_FOR_INFO]
    return remarks[-1] if remarks else ""


def why_not_rate(order: Order, at: datetime) -> str:
    """The sentence of the refusal, "" where a rating would be taken."""
    if sentence := rules.why_not(order, Verb.RATE, Resident(order.pk)):
        return sentence
    try:
        rules.check_ratable(leading(order), _rated(order), at)
    except Refused as refusal:
        return str(refusal)
    return ""


def why_not_withdraw(order: Order) -> str:
    """The sentence of the refusal, "" where the order can be withdrawn."""
    return rules.why_not(order, Verb.WITHDRAW, Resident(order.pk))
