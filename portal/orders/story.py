"""The whole story of one order, step by step: the ledger's entries with the words kept beside them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.ledger.models import Entry
from portal.orders.clocks.kinds import Colour, Kind
from portal.orders.models import Answer, Order, Rating, Remark
from portal.orders.states import Cause, State, Verb
from portal.places.models import Organisation
from portal.privacy.finding import mask

TITLES: dict[str, str | Promise] = {
    "order.placed": _("Order received"),
    "order.admitted": _("Admitted by the community"),
    "order.dispatched": _("Handed to a unit"),
    "order.accepted": _("Accepted"),
    "order.contacted": _("Contact with the resident"),
    "order.answered": _("Answered"),
    "order.rated": _("Rated by the resident"),
    "order.redo_opened": _("Handled again"),
    "order.escalated": _("Raised one level"),
    "order.closed": _("Closed"),
    "order.returned": _("Details asked for"),
    "order.supplemented": _("Details added"),
    "order.declined": _("Declined"),
    "order.withdrawn": _("Withdrawn by the resident"),
    "order.turned_down": _("Given back by the unit"),
    "order.rerouted": _("Handed to another unit"),
    "order.suspended": _("Suspended"),
    "order.resumed": _("Taken up again"),
    "order.merged": _("Merged with another order about the same matter"),
    "order.moved_along": _("Merged onward together with its order"),
    "order.unmerged": _("Handled on its own again"),
    "order.joined": _("Another order about the same matter was merged into it"),
    "order.parted": _("An order merged into it stands alone again"),
    "order.assist_asked": _("Another unit was asked to help"),
    "order.assist_accepted": _("Another unit helps"),
    "order.assist_done": _("The other unit has done its part"),
    "order.assist_given_back": _("The other unit gave the request back"),
    "order.assist_cancelled": _("The help was called off"),
    "order.called_back": _("Rung up about the answer"),
    "order.consent_changed": _("Whether it may be shown has changed"),
    "order.warned": _("Warning"),
    "order.extended": _("More time was given"),
    "order.rescheduled": _("Due date computed anew"),
    "order.clock_retried": _("The clock tries again"),
    "order.clocks_begun": _("Deadlines begun for an order from before there were any"),
    "order.tied": _("Taken into the resident's account"),
    "order.untied": _("Taken out of the resident's account"),
    "order.contact_changed": _("Contact data changed by the resident"),
    "order.ring_wished": _("The resident asks to be rung up"),
    "order.code_shown": _("Query code handed to the resident"),
    "order.contact_opened": _("Contact data opened"),
}
# The remark that goes with a ledger verb.
REMARKS = {
    "order.contacted": Verb.RECORD_CONTACT,
    "order.returned": Verb.RETURN_FOR_INFO,
    "order.supplemented": Verb.SUPPLEMENT,
    "order.declined": Verb.DECLINE,
    "order.withdrawn": Verb.WITHDRAW,
    "order.turned_down": Verb.TURN_DOWN,
    "order.rerouted": Verb.REROUTE,
    "order.suspended": Verb.SUSPEND,
    "order.unmerged": Verb.UNMERGE,
    "order.escalated": Verb.ESCALATE,
    "order.extended": Verb.EXTEND,
}
# Words between colleagues: the resident sees the step, not these.
STAFF_ONLY = frozenset(
    {"order.turned_down", "order.rerouted", "order.escalated", "order.unmerged",
     "order.assist_asked", "order.assist_done", "order.called_back"}
)  # fmt: skip
ASSIST_WORDS = {
    "order.assist_asked": "what",
    "order.assist_done": "outcome",
    "order.assist_given_back": "outcome",
    "order.assist_cancelled": "outcome",
}
REACHED = {True: _("Reached"), False: _("Not reached")}
# What the resident said of the answer: no handler reads it before the order is closed.
WORD_OF_RESIDENT = frozenset({"order.rated", "order.called_back"})
# What a reporter reads of the order that theirs was merged into, and whose words are for all.
SHARED = frozenset(
    f"order.{word}"
    for word in (
        "admitted", "dispatched", "accepted", "answered", "redo_opened", "escalated", "closed",
        "declined", "turned_down", "rerouted", "suspended", "resumed", "extended", "rescheduled",
        "assist_asked", "assist_accepted", "assist_done",
    )
)  # fmt: skip
SHARED_WORDS = frozenset({"order.declined", "order.suspended", "order.extended"})
# Between the clock and staff: the resident is told what is promised, not how it warns.
INTERNAL = frozenset(
    {"order.warned", "order.code_shown", "order.contact_opened", "order.consent_changed",
     "order.moved_along", "order.parted", "order.assist_given_back", "order.assist_cancelled",
     "order.clock_retried", "order.clocks_begun"}
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step: when, what, by whom (a unit, never a person), and the words that went with it."""

    seq: int
    at: datetime
    verb: str
    title: str
    unit: str
    text: str = ""
    answer: Answer | None = None
    rating: Rating | None = None
    # The number of the order it was merged with or parted from; for staff.
    other: str = ""
    # A step of the order that leads, read by a reporter whose order was merged into it.
    shared: bool = False


def story(order: Order, *, for_staff: bool, for_handler: bool = False) -> list[Step]:
    """Every step in order; at most seven queries however long the story.

    A handler reads what the resident said of the answer only once the order is closed.
    """
    entries = list(Entry.objects.filter(subject=order.subject).order_by("seq"))
    hidden = frozenset() if for_staff else INTERNAL
    if for_handler and order.state != State.CLOSED:
        hidden |= WORD_OF_RESIDENT
    units, said = _unit_names(entries), _Said(order, entries)
    steps = [_step(entry, units, said, for_staff=for_staff) for entry in entries]
    return [step for step in steps if step.verb not in hidden]


def shared_story(order: Order) -> list[Step]:
    """The resident's story; of a merged order, with the progress of the one that leads since then.

    Of the other reporter's words and contacts nothing is in it.
    """
    own = story(order, for_staff=False)
    if order.merged_into is None:
        return own
    since = max((step.seq for step in own if step.verb == "order.merged"), default=0)
    theirs = [
        _for_others(step)
        for step in story(order.merged_into, for_staff=False)
        if step.verb in SHARED and (step.seq > since or step.verb == "order.answered")
    ]
    return sorted([*own, *theirs], key=lambda step: step.seq)


def _for_others(step: Step) -> Step:
    """A step of somebody else's order, without what concerns that person alone."""
    return replace(step, text=mask(step.text) if step.verb in SHARED_WORDS else "", shared=True)


class _Said:
    """The words kept beside the ledger, each handed out with the entry that it went with."""

    def __init__(self, order: Order, entries: Iterable[Entry]) -> None:
        verbs = {entry.verb for entry in entries}
        self.remarks = _by_verb(order.remarks.all())
        self.answers = {answer.round: answer for answer in order.answers_given.all()}
        self.ratings = list(order.ratings.all())
        self.calls = list(order.call_backs.all()) if "order.called_back" in verbs else []
        helped = any(verb.startswith("order.assist_") for verb in verbs)
        self.assists = {row.pk: row for row in order.assists.all()} if helped else {}

    def text(self, verb: str, details: dict[str, Any]) -> str:
        """What was written with this entry."""
        if verb == "order.called_back" and self.calls:
            call = self.calls.pop(0)
            return f"{REACHED[call.reached]}\n{call.note}".strip()
        if verb in ASSIST_WORDS and details.get("assist") in self.assists:
            return str(getattr(self.assists[details["assist"]], ASSIST_WORDS[verb]))
        if verb == "order.escalated" and details.get("cause") != Cause.BY_HAND:
            return str(Cause(details["cause"]).label) if details.get("cause") else ""
        if verb == "order.unmerged" and details.get("cause") != Cause.BY_HAND:
            return ""
        return self.remarks[REMARKS[verb]].pop(0).text if _has(self.remarks, verb) else ""

    def rating(self, verb: str) -> Rating | None:
        """Ratings stand in the sequence of their entries."""
        return self.ratings.pop(0) if verb == "order.rated" and self.ratings else None


def _title(verb: str, details: dict[str, Any]) -> str:
    """What happened; a warning says of what."""
    if verb == "order.warned":
        names = {"kind": Kind(details["kind"]).label, "colour": Colour(details["colour"]).label}
        return str(_("Warning: %(kind)s, %(colour)s") % names)
    return str(TITLES.get(verb, verb))


def _step(entry: Entry, units: dict[str, str], said: _Said, *, for_staff: bool) -> Step:
    verb, details = entry.verb, entry.details
    words = said.text(verb, details)
    return Step(
        seq=entry.seq,
        at=entry.at,
        verb=verb,
        title=_title(verb, details),
        unit=units.get(_body_of(verb, details), ""),
        text="" if verb in STAFF_ONLY and not for_staff else words,
        answer=said.answers.get(details["round"]) if verb == "order.answered" else None,
        rating=said.rating(verb),
        other=details.get("lead") or details.get("other") or "",
    )


def _body_of(verb: str, details: dict[str, Any]) -> str:
    """Whose step it was: the unit, or the level above once an order was raised to it."""
    first, second = ("owner", "unit") if verb == "order.escalated" else ("unit", "owner")
    return details.get(first) or details.get(second) or ""


def _unit_names(entries: Iterable[Entry]) -> dict[str, str]:
    codes = {entry.details.get(key) for entry in entries for key in ("unit", "owner")} - {None, ""}
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))


def _by_verb(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        found[remark.verb].append(remark)
    return found


def _has(remarks: dict[str, list[Remark]], verb: str) -> bool:
    return bool(verb in REMARKS and remarks.get(REMARKS[verb]))
