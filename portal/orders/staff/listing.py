"""What the list of orders shows: search, filters with counts, sorting. Reads only what one may see."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from portal.orders import queries
from portal.orders.models import Order
from portal.orders.states import State
from portal.people.access import reach
from portal.people.models import User
from portal.privacy.blind import blind_index, is_mobile
from portal.privacy.plain import plain

NUMBER = re.compile(r"[0-9]{4}(-[0-9]{0,9})?")
# A number as people type it, without its dash.
DASHLESS = re.compile(r"([0-9]{4})([0-9]{6,9})")
SERIAL = re.compile(r"[0-9]{1,9}")
SORTS = {"": ("-placed_at", "-number"), "stale": ("changed_at", "number")}
# Each filter: its name in the address, the column it compares, the column that names it.
COLUMNS = {
    "state": ("state", "state"),
    "category": ("matter__category_id", "matter__category__name"),
    "community": ("area_id", "area__name"),
    "unit": ("unit_id", "unit__name"),
    "year": ("year", "year"),
}
MOST_WORDS = 5


@dataclass(frozen=True)
class Choice:
    """What was asked for in the address; anything that makes no sense is as if not asked."""

    words: str = ""
    sort: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Choice":
        """From the query string."""
        filters = {name: str(params.get(name, "")) for name in COLUMNS}
        sort = str(params.get("sort", ""))
        return cls(
            words=plain(str(params.get("q", ""))).replace("\0", "").strip()[:100],
            sort=sort if sort in SORTS else "",
            filters={name: value for name, value in filters.items() if _sensible(name, value)},
        )


@dataclass(frozen=True)
class Option:
    """One value of a filter with the number of orders it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


def matching(person: User, choice: Choice) -> QuerySet[Order]:
    """The rows of this choice, as seen by this person, sorted."""
    rows = _years(_searched(person, choice.words))
    wanted = {COLUMNS[name][0]: value for name, value in choice.filters.items()}
    return rows.filter(**wanted).order_by(*SORTS[choice.sort])


def facets(person: User, choice: Choice) -> dict[str, list[Option]]:
    """Every filter's options, each counted under the other filters; one query for all of them."""
    columns = {column for pair in COLUMNS.values() for column in pair}
    rows = _years(_searched(person, choice.words)).order_by()
    groups = list(rows.values(*columns).annotate(n=Count("pk")))
    return {name: _options(name, choice, groups) for name in COLUMNS}


def _options(name: str, choice: Choice, groups: list[dict[str, Any]]) -> list[Option]:
    others = {key: value for key, value in choice.filters.items() if key != name}
    key, label = COLUMNS[name]
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group[key] is not None and all(
            str(group[COLUMNS[other][0]]) == value for other, value in others.items()
        ):
            counts[(str(group[key]), str(group[label]))] += group["n"]
    found = [
        Option(value, text, n, choice.filters.get(name) == value)
        for (value, text), n in counts.items()
    ]
    return sorted(found, key=lambda option: _place(name, option))


def _place(name: str, option: Option) -> tuple[int, str]:
    if name == "state":
        return (State.values.index(option.value), "")
    if name == "year":
        return (-int(option.value), "")
    return (int(option.value), "")


def _sensible(name: str, value: str) -> bool:
    if name == "state":
        return value in State.values
    return value.isascii() and value.isdecimal() and len(value) < 10


def _years(rows: QuerySet[Order]) -> QuerySet[Order]:
    # A number begins with the year, in Beijing time, in which the order was placed.
    return rows.annotate(year=Substr("number", 1, 4))


def _searched(person: User, words: str) -> QuerySet[Order]:
    rows = queries.visible_to(person)
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
        rows = rows.filter(Q(matter__title__icontains=word) | Q(text__icontains=word))
    return rows


def _serial(words: str) -> Q:
    if not SERIAL.fullmatch(words):
        return Q(pk__in=[])
    return Q(number__endswith=f"-{int(words):06d}")
