"""How many orders each filter would leave. Up to a thousand exactly, beyond that “1000+”.

Nobody waits for a hundred thousand rows to be counted: a count stops at the cap, and says so.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Substr

from portal.orders.models import Order, Serial
from portal.orders.staff.listing import (
    COLUMNS,
    WORDS,
    Areas,
    Choice,
    found,
    narrowed,
    seen,
    sortable,
)
from portal.orders.states import State
from portal.people.access import posts_of
from portal.people.models import User
from portal.places.models import Organisation
from portal.places.queries import WORKING_KINDS
from portal.services.models import Category

CAP = 1000
NAMED = {
    "category": "matter__category__name",
    "community": "area__name",
    "unit": "unit__name",
    "handler": "handler__display_name",
}
# Those that stand above the list with their counts.
CHIPS = ("state", "colour")
EVERYTHING, CHOSEN = "everything", "chosen"


@dataclass(frozen=True)
class Option:
    """One value of a filter; `count` is None where nobody counted, and stops at the cap."""

    value: str
    label: str
    count: int | None
    chosen: bool

    @property
    def told(self) -> str:
        """The count as it is shown."""
        return "" if self.count is None else told(self.count)


@dataclass(frozen=True)
class Overview:
    """The filters with their counts, and how many rows the choice has."""

    options: dict[str, list[Option]]
    total: int

    @property
    def capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > CAP


def told(count: int) -> str:
    """A count, or that there are more."""
    return f"{CAP}+" if count > CAP else str(count)


def overview(person: User, choice: Choice, at: datetime, areas: Areas | None) -> Overview:
    """Every filter's options, each counted under the other filters; two queries."""
    rows = found(seen(person, areas), person, choice.words).order_by()
    counts = _capped(_branches(rows, choice, at))
    everything = counts.get(EVERYTHING, 0)
    total = counts.get(CHOSEN, 0) if choice.narrows else everything
    if everything <= CAP:
        return Overview(_exact(rows, choice, at), total)
    options = {name: _chips(name, choice, counts) for name in CHIPS}
    return Overview(options | _known(person, choice, areas or {}), total)


def _branches(rows: QuerySet[Order], choice: Choice, at: datetime) -> dict[str, QuerySet[Order]]:
    """What is counted: everything seen, the choice, and what each chip would leave."""
    counted = {EVERYTHING: rows}
    if choice.narrows:
        counted[CHOSEN] = sortable(narrowed(rows, choice, at), choice)
    if choice.words:
        return counted  # each count would search the words of every order again
    for name in CHIPS:
        others = narrowed(rows, choice.without(name), at)
        counted |= {
            f"{name}:{value}": others.filter(**{COLUMNS[name]: value}) for value in WORDS[name]
        }
    return counted


def _capped(branches: dict[str, QuerySet[Order]]) -> dict[str, int]:
    """Each count, stopped one above the cap; one statement for all."""
    parts: list[str] = []
    params: list[Any] = []
    for key, rows in branches.items():
        try:
            sql, given = rows.values("pk")[: CAP + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        # Keys are our own words, and values stand in `given`.
        parts.append(f"SELECT '{key}', COUNT(*) FROM ({sql}) AS part")  # noqa: S608
        params.extend(given)
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return dict(cursor.fetchall())


def _exact(rows: QuerySet[Order], choice: Choice, at: datetime) -> dict[str, list[Option]]:
    """Every option counted from one grouping: few enough to be read whole."""
    overdue = {"overdue": "1"} if "overdue" in choice.filters else {}
    rows = narrowed(rows, Choice(filters=overdue), at).annotate(year=Substr("number", 1, 4))
    columns = [*COLUMNS.values(), *NAMED.values(), "handler__username"]
    groups = list(rows.values(*columns).annotate(n=Count("pk")))
    return {name: _grouped(name, choice, groups) for name in COLUMNS}


def _grouped(name: str, choice: Choice, groups: list[dict[str, Any]]) -> list[Option]:
    others = {key: value for key, value in choice.without(name).filters.items() if key in COLUMNS}
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group[COLUMNS[name]] not in (None, "") and all(
            str(group[COLUMNS[other]]) == value for other, value in others.items()
        ):
            label = group[NAMED.get(name, COLUMNS[name])]
            if name == "handler":
                label = label or group["handler__username"]
            counts[(str(group[COLUMNS[name]]), str(label))] += group["n"]
    chosen = choice.filters.get(name)
    return _sorted(
        name, (Option(value, text, n, chosen == value) for (value, text), n in counts.items())
    )


def _chips(name: str, choice: Choice, found: dict[str, int]) -> list[Option]:
    chosen, counted = choice.filters.get(name), not choice.words
    listed = [
        Option(value, value, found.get(f"{name}:{value}", 0) if counted else None, chosen == value)
        for value in WORDS[name]
    ]
    return [option for option in listed if option.count != 0 or option.chosen]


def _known(person: User, choice: Choice, areas: Areas) -> dict[str, list[Option]]:
    """Options that nobody counted, from the tables that name them; one query."""
    paths = [post.organisation.area.path for post in posts_of(person)]
    units = Organisation.objects.filter(kind__in=WORKING_KINDS, area__in=list(areas))
    parts = [
        _named("category", Category.objects.annotate(key=F("pk"), words=F("name"))),
        _named("unit", units.annotate(key=F("pk"), words=F("name"))),
        _named("year", Serial.objects.annotate(key=F("year"), words=Cast("year", CharField()))),
    ]
    listed: dict[str, list[Option]] = {name: [] for name in COLUMNS if name not in CHIPS}
    if paths:
        for name, key, words in parts[0].union(*parts[1:], all=True):
            listed[name].append(_uncounted(name, str(key), words, choice))
    listed["community"] = [
        _uncounted("community", str(key), words, choice) for key, words in areas.items()
    ]
    for name in ("channel", "level"):
        listed[name] = [_uncounted(name, value, value, choice) for value in WORDS[name]]
    listed["handler"] = [_uncounted("handler", str(person.pk), str(person), choice)]
    return {name: _sorted(name, options) for name, options in listed.items()}


def _named(kind: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    marked = rows.order_by().annotate(kind_=Value(kind, CharField()))
    return marked.values_list("kind_", "key", "words")


def _uncounted(name: str, value: str, label: str, choice: Choice) -> Option:
    return Option(value, label, None, choice.filters.get(name) == value)


def _sorted(name: str, options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: _place(name, option))


def _place(name: str, option: Option) -> tuple[int, str]:
    if name == "state":
        return (State.values.index(option.value), "")
    if name == "year":
        return (-int(option.value), "")
    if name in WORDS:
        return (WORDS[name].index(option.value), "")
    return (int(option.value), "")
