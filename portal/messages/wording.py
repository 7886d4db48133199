"""The text of a message: the template in force, filled from the order as it stands. Writes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from portal.messages.events import EVENTS, Event
from portal.messages.models import RENDERED_MOST, Message, Template
from portal.messages.placeholders import fill
from portal.messages.words import Audience
from portal.orders.models import Order
from portal.orders.resident.links import rating_path

FORMAT = "%Y-%m-%d %H:%M"
# Told of these, the resident is asked whether it is solved.
ANSWERS = frozenset({"order.answered", "order.closed"})


def in_force() -> dict[tuple[str, str], Template]:
    """The newest version of every text that staff ever changed; one query."""
    rows = Template.objects.order_by("version")
    return {(row.event, row.audience): row for row in rows}


def text_of(event: Event, row: Template | None) -> str:
    """What staff wrote, or the house's own words."""
    return row.text if row and row.text else str(event.text)


def rendered(
    event: Event,
    row: Template | None,
    order: Order,
    lead: Order,
    details: Mapping[str, Any],
    unit: str,
) -> str:
    """The finished text for this order; `lead` is the one that it is handled with, mostly itself."""
    values = {
        "number": order.number,
        "matter": order.title,
        "community": order.area.name,
        "unit": unit or (lead.unit.name if lead.unit else ""),
        "owner": lead.owner.name,
        "phone": lead.owner.phone,
        "state": str(lead.get_state_display()),
        "due": moment(details.get("due") or lead.due_at),
        "review": moment(details.get("review") or lead.review_on),
        "link": _link(event, order.number, details),
    }
    return fill(text_of(event, row), values)[:RENDERED_MOST]


def _link(event: Event, number: str, details: Mapping[str, Any]) -> str:
    """As for everybody of the audience; a unit that helps opens its part, for it does not see the order."""
    if event.unit and details.get("assist"):
        base: str = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        return f"{base}{reverse('desk:assist', args=[details['assist']])}"
    return link(event.audience, number)


def link(audience: str, number: str) -> str:
    """Where the reader goes on; it holds the number and never the query code."""
    base: str = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    match audience:
        case Audience.RESIDENT:
            return f"{base}{reverse('orders:track')}?number={number}"
        case Audience.HANDLER:
            return f"{base}{reverse('desk:order', args=[number])}"
    return f"{base}{reverse('orders_modeladmin_inspect', args=[number])}"


def as_sent(message: Message) -> str:
    """The text as it leaves the house: a resident told of an answer gets a link that rates it.

    That link is made at this moment and kept nowhere: staff read the other one.
    """
    if (
        message.order is None
        or message.audience != Audience.RESIDENT
        or message.event not in ANSWERS
    ):
        return message.text
    base: str = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    plain = link(message.audience, message.order.number)
    return message.text.replace(plain, base + rating_path(message.order))


def moment(detail: object) -> str:
    """A date or a moment, of the ledger or of a row, in Beijing; "" where there is none."""
    text = str(detail or "")
    try:
        at, day = parse_datetime(text), parse_date(text)
    except ValueError:
        return ""
    if day is None and isinstance(at, datetime):
        return timezone.localtime(at).strftime(FORMAT) if at.tzinfo else at.strftime(FORMAT)
    return day.isoformat() if day else ""


def event_of(code: str, audience: str) -> Event | None:
    """The line of the table."""
    return next((e for e in EVENTS if e.code == code and e.audience == audience), None)
