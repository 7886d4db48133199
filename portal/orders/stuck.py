"""调度会: what is stuck, with whom, since when. Reads only what one may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.orders import queries
from portal.orders.clocks.kinds import Colour
from portal.orders.models import Order
from portal.orders.states import OPEN, State
from portal.people.access import reach
from portal.people.models import User
from portal.places.models import Organisation

# More than a meeting can talk about.
MOST = 300


@dataclass(frozen=True)
class Item:
    """One order on the agenda: why it is there, and since when."""

    order: Order
    why: list[str | Promise]
    since: datetime


@dataclass
class Group:
    """What lies with one unit, or with the owner where no unit has it."""

    body: Organisation
    items: list[Item] = field(default_factory=list)


def agenda(person: User) -> tuple[list[Group], bool]:
    """The stuck orders of the person's area by unit, the longest first; whether some were left out."""
    stuck = (
        Q(colour__in=[Colour.RED, Colour.YELLOW]) | Q(returns__gt=0) | Q(level__gt=0)
        | Q(state__in=[State.ESCALATED, State.SUSPENDED])
    )  # fmt: skip
    mine = reach(person, queries.STAFF_ROLES)
    rows = queries.visible_to(person).filter(mine, stuck, state__in=OPEN).exclude(
        state=State.ANSWERED, colour=""
    )  # fmt: skip
    found = list(rows.order_by("changed_at", "number")[: MOST + 1])
    return _grouped(map(item, found[:MOST])), len(found) > MOST


def item(order: Order) -> Item:
    """The order with every reason that brings it to the table."""
    overdue = order.colour == Colour.RED
    reasons: list[tuple[bool, str | Promise]] = [
        (overdue, _("Overdue")),
        (order.colour == Colour.YELLOW, _("Half the time gone, nothing done")),
        (order.returns > 0, _("Given back %(n)d times") % {"n": order.returns}),
        (order.state == State.ESCALATED or order.level > 0, _("Raised")),
        (order.state == State.SUSPENDED, _("Suspended until %(day)s") % {"day": order.review_on}),
    ]
    since = order.due_at if overdue and order.due_at else order.changed_at
    return Item(order, [words for holds, words in reasons if holds], since)


def _grouped(items: Iterable[Item]) -> list[Group]:
    groups: dict[int, Group] = {}
    for one in items:
        body = one.order.unit or one.order.owner
        groups.setdefault(body.pk, Group(body)).items.append(one)
    return sorted(groups.values(), key=lambda group: (-len(group.items), group.body.code))
