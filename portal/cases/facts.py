"""What the public may know of an order without anybody writing a word: dates, unit, ratings, steps."""

from typing import Any

from django.utils import timezone

from portal.cases.models import Disclosure
from portal.ledger.models import Entry
from portal.orders.models import Channel, Consent, Order
from portal.orders.states import State

# Steps between resident and staff, such as questions back, are nobody else's matter.
PUBLIC_STEPS = frozenset(
    {"placed", "admitted", "dispatched", "accepted", "contacted", "answered", "rated",
     "redo_opened", "escalated", "closed"}
)  # fmt: skip


def may_be_drafted(order: Order) -> bool:
    """A closed order whose resident agreed."""
    return order.state == State.CLOSED and order.consent != Consent.NONE


def facts_of(order: Order) -> dict[str, Any]:
    """The value of every fact of the case, by field name; codes and staff's own names only."""
    entries = list(Entry.objects.filter(subject=order.subject).order_by("seq"))
    closed = order.ended_at if order.state == State.CLOSED else None
    rating = order.ratings.filter(round=order.round).first()
    return {
        "number": order.number,
        "matter_code": order.matter.code,
        "category_id": order.matter.category_id,
        "area_id": order.area_id,
        "unit_name": (order.unit or order.owner).name,
        "placed_on": order.placed_at,
        "closed_on": closed,
        "year": timezone.localtime(closed).year if closed else None,
        "solved": rating.solved if rating else None,
        "satisfied": rating.satisfied if rating else None,
        "disclosure": _disclosure(order),
        "timeline": _timeline(entries),
        "from_seq": max(
            (entry.seq for entry in entries if entry.verb == "order.closed"), default=0
        ),
    }


def _disclosure(order: Order) -> str:
    if order.consent == Consent.NONE:
        return Disclosure.NOT.value
    # What staff found on patrol has no resident whose name could be left out.
    return (Disclosure.PUBLIC if order.channel == Channel.PATROL else Disclosure.ANONYMOUS).value


def _timeline(entries: list[Entry]) -> list[list[str]]:
    steps = ((entry, entry.verb.removeprefix("order.")) for entry in entries)
    return [
        [entry.at.isoformat(timespec="seconds"), code]
        for entry, code in steps
        if code in PUBLIC_STEPS
    ]
