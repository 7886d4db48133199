"""The whole story of one order, step by step: the ledger's entries with the words kept beside them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.ledger.models import Entry
from portal.orders.models import Answer, Order, Rating, Remark
from portal.orders.states import Verb
from portal.places.models import Organisation

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
    "order.turned_down": _("Given back to the community"),
    "order.warned": _("Warning"),
    "order.extended": _("More time was given"),
    "order.rescheduled": _("Due date computed anew"),
}
# The remark that goes with a ledger verb.
REMARKS = {
    "order.contacted": Verb.RECORD_CONTACT,
    "order.returned": Verb.RETURN_FOR_INFO,
    "order.supplemented": Verb.SUPPLEMENT,
    "order.declined": Verb.DECLINE,
    "order.withdrawn": Verb.WITHDRAW,
    "order.turned_down": Verb.TURN_DOWN,
    "order.extended": Verb.EXTEND,
}
# Words between colleagues: the resident sees the step, not these.
STAFF_ONLY = frozenset({"order.turned_down"})
# Between the clock and staff: the resident is told what is promised, not how it warns.
INTERNAL = frozenset({"order.warned"})


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


def story(order: Order, *, for_staff: bool) -> list[Step]:
    """Every step in order; five queries however long the story."""
    entries = list(Entry.objects.filter(subject=order.subject).order_by("seq"))
    if not for_staff:
        entries = [entry for entry in entries if entry.verb not in INTERNAL]
    units = _unit_names(entries)
    remarks = _by_verb(order.remarks.all())
    answers = {answer.round: answer for answer in order.answers_given.all()}
    ratings = {rating.round: rating for rating in order.ratings.all()}
    steps = []
    for entry in entries:
        details = entry.details
        words = remarks[REMARKS[entry.verb]].pop(0).text if _has(remarks, entry.verb) else ""
        steps.append(
            Step(
                seq=entry.seq,
                at=entry.at,
                verb=entry.verb,
                title=str(TITLES.get(entry.verb, entry.verb)),
                unit=units.get(_body_of(entry.verb, details), ""),
                text="" if entry.verb in STAFF_ONLY and not for_staff else words,
                answer=answers.get(details["round"]) if entry.verb == "order.answered" else None,
                rating=ratings.get(details["round"]) if entry.verb == "order.rated" else None,
            )
        )
    return steps


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
