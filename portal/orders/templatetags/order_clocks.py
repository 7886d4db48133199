"""Tags that say when an order is due: on the handler's pages, and as a promise on the resident's."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone

from portal.orders.clocks import reading
from portal.orders.clocks.kinds import NATURES, Colour, Kind
from portal.orders.models import Assist, Deadline, Order
from portal.worktime.queries import calendars

register = template.Library()
TONES = {
    Colour.RED: "overdue", Colour.YELLOW: "waiting",
    Colour.BLUE: "waiting", Colour.NONE: "underway",
}  # fmt: skip


@register.inclusion_tag("desk/due.html", takes_context=True)
def due(context: dict[str, Any], order: Order) -> dict[str, Any]:
    """The nearest deadline an order carries; no query where `known` calendars stand in the context."""
    if order.due_at is None:
        return {}
    known = context.get("known") or calendars()
    return {
        "kind": order.get_due_kind_display(), "at": order.due_at,
        "provisional": order.due_provisional, "tone": TONES[Colour(order.colour)],
        "left": reading.left(order.due_at, timezone.now(), known),
    }  # fmt: skip


@register.inclusion_tag("desk/deadlines.html")
def deadlines(order: Order) -> dict[str, Any]:
    """Everything that runs for an order, the nearest first; two queries."""
    return _running([row for row in reading.running(order) if NATURES[Kind(row.kind)].coloured])


@register.inclusion_tag("desk/deadlines.html")
def part_deadlines(part: Assist) -> dict[str, Any]:
    """By when a unit's part is awaited; two queries."""
    return _running(reading.running(part.order).filter(assist=part))


def _running(rows: Iterable[Deadline]) -> dict[str, Any]:
    now, known = timezone.now(), calendars()
    return {
        "rows": [(row, TONES[Colour(row.colour)], reading.left(row.due_at, now, known)) for row in rows]
    }  # fmt: skip


@register.inclusion_tag("orders/promised.html")
def promised(order: Order) -> dict[str, Any]:
    """By when the resident is promised an answer; one query."""
    return {"row": reading.promise(order), "overdue": Colour.RED}
