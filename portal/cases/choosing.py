"""The filters of the echo wall: what was chosen, what else could be, and how many there are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from portal.cases.queries import public
from portal.orders.models import Solved
from portal.places.models import Area
from portal.services.models import Category

UNRATED = "unrated"
STATES: dict[str, str | Promise] = {
    **{solved.value: solved.label for solved in Solved},
    UNRATED: _("Not rated"),
}
TITLES: dict[str, str | Promise] = {
    "category": _("Category"),
    "area": _("Community"),
    "state": _("State"),
    "year": _("Year"),
}
CODE = re.compile(r"[A-Za-z0-9-]{1,40}")
YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Option:
    """One chip: what it is, how many cases it leads to, and the address that takes or leaves it."""

    label: str | Promise
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter with its chips."""

    title: str | Promise
    options: list[Option]


class Choice:
    """What a query string chooses. What it does not understand it leaves out."""

    def __init__(self, given: Mapping[str, str]) -> None:
        found = {
            "category": _name(Category.objects.all(), given.get("category", "")),
            "area": _name(Area.objects.all(), given.get("area", "")),
            "state": _known(given.get("state", ""), STATES),
            "year": _year(given.get("year", "")),
        }
        self.labels = {key: pair[1] for key, pair in found.items() if pair}
        self.codes = {key: pair[0] for key, pair in found.items() if pair}

    def url(self, **changed: str | None) -> str:
        """The address of this choice with one part changed, or left out (None)."""
        codes = {key: code for key, code in {**self.codes, **changed}.items() if code}
        return f"?{urlencode(codes)}" if codes else "?"

    def cases(self, *, leaving_out: str = "") -> QuerySet[Case]:
        """The public cases chosen; a filter can be left out, to count its alternatives."""
        wanted = {
            _LOOKUPS[key]: code
            for key, code in self.codes.items()
            if key not in ("state", leaving_out)
        }
        cases = public().filter(**wanted)
        state = self.codes.get("state") if leaving_out != "state" else None
        if state == UNRATED:
            return cases.filter(solved__isnull=True)
        return cases.filter(solved=state) if state else cases

    @property
    def taken(self) -> list[Option]:
        """What is chosen, each with the address without it."""
        return [
            Option(label, 0, self.url(**{key: None}), is_chosen=True)
            for key, label in self.labels.items()
        ]


_LOOKUPS = {"category": "category__code", "area": "area__code", "year": "year"}


def groups(choice: Choice) -> tuple[list[Group], int]:
    """Every filter with its counts under the other filters, and the number of cases; one query."""
    rows = _counted(choice)
    found = []
    for key, title in TITLES.items():
        mine = sorted((row for row in rows if row[0] == key), key=_rank)
        found.append(Group(title, [_option(choice, key, row) for row in mine]))
    state = choice.codes.get("state")
    total = sum(row[4] for row in rows if row[0] == "state" and state in (None, row[1]))
    return found, total


def _option(choice: Choice, key: str, row: tuple[str, str, str, str, int]) -> Option:
    code, label, count = row[1], row[2], row[4]
    chosen = choice.codes.get(key) == code
    words = STATES.get(code, code) if key == "state" else label
    return Option(words, count, choice.url(**{key: None if chosen else code}), chosen)


def _counted(choice: Choice) -> list[tuple[str, str, str, str, int]]:
    state = Coalesce("solved", Value(UNRATED))
    year = Cast("year", CharField())
    parts = [
        _part(choice, "category", F("category__code"), F("category__name"),
              Cast("category__order", CharField())),
        _part(choice, "area", F("area__code"), F("area__name"), F("area__path")),
        _part(choice, "state", state, state, state),
        _part(choice, "year", year, year, year),
    ]  # fmt: skip
    return list(parts[0].union(*parts[1:], all=True))


def _part(choice: Choice, key: str, code: Any, label: Any, rank: Any) -> QuerySet[Any, Any]:
    cases = choice.cases(leaving_out=key).select_related(None).order_by()
    named = cases.annotate(facet=Value(key), code=code, label=label, rank=rank)
    columns = ("facet", "code", "label", "rank")
    return named.values(*columns).annotate(cases=Count("pk")).values_list(*columns, "cases")


def _rank(row: tuple[str, str, str, str, int]) -> tuple[int, str]:
    key, code, _label, rank, _count = row
    if key == "category":
        return int(rank), code
    if key == "state":
        return list(STATES).index(code), code
    return (-int(code), code) if key == "year" else (0, rank)


def _name(rows: QuerySet[Any], code: str) -> tuple[str, str] | None:
    if not CODE.fullmatch(code):
        return None
    return rows.filter(code=code).values_list("code", "name").first()


def _known(code: str, labels: Mapping[str, str | Promise]) -> tuple[str, str | Promise] | None:
    return (code, labels[code]) if code in labels else None


def _year(text: str) -> tuple[str, str] | None:
    return (text, text) if YEAR.fullmatch(text) else None
