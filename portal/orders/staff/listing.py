"""Which orders the list shows: search, filters, sorting. Reads only what one may see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from portal.orders import queries
from portal.orders.admin_roles import LISTING_ROLES
from portal.orders.clocks.kinds import NATURES, Colour
from portal.orders.models import Channel, Order
from portal.orders.states import State
from portal.people.access import reach, roles_of
from portal.people.models import User
from portal.people.roles import UNIT_ROLES, Role
from portal.places.models import Area
from portal.privacy.blind import blind_index, is_mobile
from portal.privacy.plain import plain
from portal.services.models import Matter

NUMBER = re.compile(r"[0-9]{4}(-[0-9]{0,9})?")
# A number as people type it, without its dash.
DASHLESS = re.compile(r"([0-9]{4})([0-9]{6,9})")
SERIAL = re.compile(r"[0-9]{1,9}")
SORTS = {
    "": ("-placed_at", "-number"),
    "stale": ("changed_at", "number"),
    # Only what is due at all: the rest has no place in this order.
    "due": ("due_at", "number"),
}
LEVELS = ("0", "1", "2")
# Each filter: its name in the address, and the column it compares.
COLUMNS = {
    "state": "state",
    "category": "matter__category_id",
    "community": "area_id",
    "unit": "unit_id",
    "year": "year",
    "colour": "colour",
    "channel": "channel",
    "handler": "handler_id",
    "level": "level",
}
WORDS: dict[str, tuple[str, ...]] = {
    "state": tuple(State.values),
    "colour": tuple(colour.value for colour in Colour if colour.value),
    "channel": tuple(Channel.values),
    "level": LEVELS,
    "overdue": ("1",),
}
NAMES = ("q", "sort", *COLUMNS, "overdue")
# What is staff's to do in time; the others wait for the resident or for a day.
COLOURED = [kind.value for kind, nature in NATURES.items() if nature.coloured]
MOST_WORDS = 5
# Whoever holds one of these sees orders by more than the area they lie in.
MORE_THAN_AREAS = frozenset({Role.HANDLER, Role.EDITOR, Role.REVIEWER})
# The areas whose orders somebody sees, by key.
Areas = dict[int, str]


@dataclass(frozen=True)
class Choice:
    """What was asked for in the address; anything that makes no sense is as if not asked."""

    words: str = ""
    sort: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Choice":
        """From the query string, or from what somebody kept of one."""
        filters = {name: str(params.get(name, "")) for name in (*COLUMNS, "overdue")}
        sort = str(params.get("sort", ""))
        return cls(
            words=plain(str(params.get("q", ""))).replace("\0", "").strip()[:100],
            sort=sort if sort in SORTS else "",
            filters={name: value for name, value in filters.items() if _sensible(name, value)},
        )

    def params(self) -> dict[str, str]:
        """The same as parameters of an address: known names and sensible values only."""
        given = {"q": self.words, "sort": self.sort, **self.filters}
        return {name: value for name, value in given.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether it leaves fewer rows than are seen."""
        return bool(self.filters) or self.sort == "due"

    def without(self, name: str) -> "Choice":
        """The choice as if this filter had not been asked for."""
        rest = {key: value for key, value in self.filters.items() if key != name}
        return Choice(self.words, self.sort, rest)


def matching(
    person: User, choice: Choice, at: datetime, areas: Areas | None = None
) -> QuerySet[Order]:
    """The rows of this choice, as seen by this person, sorted."""
    rows = sortable(narrowed(searched(person, choice.words), choice, at), choice)
    if areas is not None and len(areas) == 1:
        # Says nothing new, but lets the database walk one community in the order of the list.
        rows = rows.filter(area=next(iter(areas)))
    return rows.order_by(*SORTS[choice.sort])


def narrowed(rows: QuerySet[Order], choice: Choice, at: datetime) -> QuerySet[Order]:
    """The rows that every filter of the choice leaves."""
    wanted = {COLUMNS[name]: value for name, value in choice.filters.items() if name in COLUMNS}
    if "year" in wanted:
        # A number begins with the year, in Beijing time, in which the order was placed.
        rows = rows.annotate(year=Substr("number", 1, 4))
    if "overdue" in choice.filters:
        rows = rows.filter(Q(colour=Colour.RED) | Q(due_at__lt=at, due_kind__in=COLOURED))
    return rows.filter(**wanted)


def sortable(rows: QuerySet[Order], choice: Choice) -> QuerySet[Order]:
    """Those that have a place in the order that was asked for."""
    return rows.filter(due_at__isnull=False) if choice.sort == "due" else rows


def searched(person: User, words: str) -> QuerySet[Order]:
    """What the person may see and the words find."""
    return found(queries.visible_to(person), person, words)


def seen(person: User, areas: Areas | None) -> QuerySet[Order]:
    """As `visible_to`, said by areas alone where that says the same, so that counting joins nothing.

    It does for clerks and coordinators who are neither handlers nor editors.
    """
    if areas is None or not roles_of(person).isdisjoint(MORE_THAN_AREAS):
        rows = queries.visible_to(person)
        return rows if areas is None else rows.filter(area__in=list(areas))
    return Order.objects.filter(area__in=list(areas))


def found(rows: QuerySet[Order], person: User, words: str) -> QuerySet[Order]:
    """Those of the rows that the words find."""
    if not words:
        return rows
    if is_mobile(words):
        # Whom a telephone number belongs to is for those alone who may see the contact data.
        may_see = reach(person, queries.STAFF_ROLES)
        return rows.filter(may_see, phone_index=blind_index(words))
    if whole := DASHLESS.fullmatch(words):
        words = "-".join(whole.groups())
    if NUMBER.fullmatch(words):
        return rows.filter(Q(number__startswith=words) | _serial(words))
    if SERIAL.fullmatch(words):
        return rows.filter(_serial(words))
    for word in words.split()[:MOST_WORDS]:
        # The few titles are asked once, not once an order: the words alone are read row by row.
        titled = Matter.objects.filter(title__icontains=word).order_by().values("pk")
        rows = rows.filter(Q(matter__in=titled) | Q(text__icontains=word))
    return rows


def areas_seen(person: User) -> Areas | None:
    """The areas whose orders the person sees; None where units lend others besides. One query."""
    reached = reach(person, LISTING_ROLES, area="path")
    areas = dict(Area.objects.filter(reached).order_by("path").values_list("pk", "name"))
    return None if UNIT_ROLES & roles_of(person) else areas


def _sensible(name: str, value: str) -> bool:
    if name in WORDS:
        return value in WORDS[name]
    return value.isascii() and value.isdecimal() and len(value) < 10


def _serial(words: str) -> Q:
    if not SERIAL.fullmatch(words):
        return Q(pk__in=[])
    return Q(number__endswith=f"-{int(words):06d}")
