"""What the public may know of an order without anybody writing a word: dates, unit, ratings, steps."""

from collections.abc import Collection
from datetime import datetime
from statistics import median_low
from typing import Any

from django.db.models import Q
from django.utils import timezone

from portal.cases.models import Case
from portal.cases.words import Disclosure, standing_of
from portal.ledger.models import Entry
from portal.orders.models import Channel, Consent, Order, Rating, Solved
from portal.orders.states import ENDS, OPEN, State

# Of several who reported one matter, the least content decides what is called solved.
CARE = (Solved.YES, Solved.PARTLY, Solved.NO)
# An end without an outcome: nothing is told of it.
GONE = ENDS - {State.CLOSED}
# Steps between resident and staff, such as questions back, are nobody else's matter.
PUBLIC_STEPS = frozenset(
    {"placed", "admitted", "dispatched", "accepted", "contacted", "answered", "rated",
     "redo_opened", "escalated", "suspended", "resumed", "rerouted", "closed"}
)  # fmt: skip


def may_be_drafted(order: Order) -> bool:
    """A closed order whose resident agreed, and whoever else reported the same."""
    return order.state == State.CLOSED and order.outcome_consent != Consent.NONE


def may_stand(order: Order, case: Case) -> bool:
    """What may be drafted; and what staff asked to show under way, while it tells nobody an outcome."""
    told = case.live and case.tells_outcome
    asked = case.asked_on is not None and not told and order.state in OPEN
    return may_be_drafted(order) or (asked and order.outcome_consent != Consent.NONE)


def facts_of(order: Order) -> dict[str, Any]:
    """The value of every fact of the case, by field name; codes and staff's own names only."""
    entries = list(Entry.objects.filter(subject=order.subject).order_by("seq"))
    closed = order.ended_at if order.state == State.CLOSED else None
    # What the resident said of the answer is nobody's to read before the order is closed.
    words = _words(order) if closed else []
    timeline = _timeline(entries, hidden=() if closed else ("rated",))
    moved = closed or max((moment for moment, _code in timeline), default=order.placed_at)
    return {
        "number": order.number,
        "matter_code": order.matter.code,
        "category_id": order.matter.category_id,
        "area_id": order.area_id,
        "unit_name": (order.unit or order.owner).name,
        "placed_on": order.placed_at,
        "closed_on": closed,
        "standing": standing_of(order.state),
        "moved_on": moved,
        "year": timezone.localtime(moved).year,
        "solved": max((solved for solved, _level in words), key=CARE.index, default=None),
        "satisfied": median_low([level for _solved, level in words]) if words else None,
        "reporters": 1 + order.merged_orders.count(),
        "raters": len(words),
        "disclosure": _disclosure(order),
        "timeline": [[moment.isoformat(timespec="seconds"), code] for moment, code in timeline],
        "from_seq": max(
            (entry.seq for entry in entries if entry.verb == "order.closed"), default=0
        ),
    }


def _words(order: Order) -> list[tuple[str, int]]:
    """What every reporter said of the answer of this round."""
    said = Rating.objects.filter(Q(order=order, lead=None) | Q(lead=order), round=order.round)
    return list(said.values_list("solved", "satisfied"))


def _disclosure(order: Order) -> str:
    if order.outcome_consent == Consent.NONE:
        return Disclosure.NOT.value
    # What staff found on patrol has no resident whose name could be left out.
    return (Disclosure.PUBLIC if order.channel == Channel.PATROL else Disclosure.ANONYMOUS).value


def _timeline(entries: list[Entry], *, hidden: Collection[str]) -> list[tuple[datetime, str]]:
    steps = ((entry.at, entry.verb.removeprefix("order.")) for entry in entries)
    return [(at, code) for at, code in steps if code in PUBLIC_STEPS and code not in hidden]
