"""The filters of the echo wall: what was chosen, what else could be, and how many there are."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from portal.cases.queries import public
from portal.cases.words import Standing
from portal.orders.models import Solved
from portal.places.models import Area
from portal.services.models import Category

Words = str | Promise
UNRATED, UNDER_WAY = "unrated", Standing.UNDER_WAY.value
STATES: dict[str, Words] = {
    UNDER_WAY: Standing.UNDER_WAY.label,
    **{solved.value: solved.label for solved in Solved},
    UNRATED: _("Not rated"),
}
TITLES: dict[str, Words] = {
    "category": _("Category"),
    "area": _("Community"),
    "state": _("State"),
    "year": _("Year"),
}
YEAR = re.compile(r"(19|20)[0-9]{2}")
LOOKUPS = {"category": "category_id", "area": "area_id", "year": "year"}


@dataclass(frozen=True)
class Known:
    """A value that a filter can take: its code in the address, its key in the table, its name."""

    code: str
    key: str
    name: Words


@dataclass(frozen=True)
class Option:
    """One chip: what it is, how many cases it leads to, and the address that takes or leaves it."""

    label: Words
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter with its chips."""

    title: Words
    options: list[Option]


class Choice:
    """What a query string chooses. What it does not understand it leaves out."""

    def __init__(self, given: Mapping[str, str]) -> None:
        areas = Area.objects.order_by("path").values_list("code", "pk", "name")
        categories = Category.objects.values_list("code", "pk", "name")
        years = [year for year in [given.get("year", "")] if YEAR.fullmatch(year)]
        self.known = {
            "category": [Known(code, str(pk), name) for code, pk, name in categories],
            "area": [Known(code, str(pk), name) for code, pk, name in areas],
            "state": [Known(code, code, name) for code, name in STATES.items()],
            "year": [Known(year, year, year) for year in years],
        }
        self.chosen = {
            title: one
            for title, known in self.known.items()
            for one in known
            if one.code == given.get(title)
        }

    def url(self, **changed: str | None) -> str:
        """The address of this choice with one part changed, or left out (None)."""
        codes = {title: one.code for title, one in self.chosen.items()}
        parts = {title: code for title, code in {**codes, **changed}.items() if code}
        return f"?{urlencode(parts)}" if parts else "?"

    def cases(self) -> QuerySet[Case]:
        """The public cases chosen."""
        wanted = {LOOKUPS[t]: one.key for t, one in self.chosen.items() if t in LOOKUPS}
        state = self.chosen.get("state")
        return public().filter(_in_state(state.key) if state else Q(), **wanted)

    @property
    def taken(self) -> list[Option]:
        """What is chosen, each with the address without it."""
        return [
            Option(one.name, 0, self.url(**{title: None}), is_chosen=True)
            for title, one in self.chosen.items()
        ]


def _in_state(key: str) -> Q:
    if key == UNDER_WAY:
        return ~Q(standing=Standing.CLOSED)
    return Q(standing=Standing.CLOSED, solved=None if key == UNRATED else key)


def groups(choice: Choice) -> tuple[list[Group], int]:
    """Every filter with its counts under the other filters, and the number of cases; one query."""
    counts, total = _counted(choice)
    return [
        Group(words, _options(choice, title, counts[title])) for title, words in TITLES.items()
    ], total


def _options(choice: Choice, title: str, counts: Counter[str]) -> list[Option]:
    known = choice.known[title]
    if title == "year":
        known = [Known(year, year, year) for year in sorted(counts, reverse=True)]
    options = []
    for one in known:
        if counts[one.key]:
            chosen = choice.chosen.get(title) == one
            url = choice.url(**{title: None if chosen else one.code})
            options.append(Option(one.name, counts[one.key], url, chosen))
    return options


def _counted(choice: Choice) -> tuple[dict[str, Counter[str]], int]:
    """A case that fails one filter alone still counts among the alternatives of that filter."""
    counts: dict[str, Counter[str]] = {title: Counter() for title in TITLES}
    total = 0
    for keys, number in _cells():
        missed = [title for title, one in choice.chosen.items() if keys[title] != one.key]
        if not missed:
            total += number
        for title in TITLES if not missed else missed if len(missed) == 1 else ():
            counts[title][keys[title]] += number
    return counts, total


def _cells() -> Iterator[tuple[dict[str, str], int]]:
    """How many public cases share community, category, year and state: the very set that is listed."""
    columns = ("area_id", "category_id", "year", "standing", "solved")
    cells = public().order_by().values(*columns).annotate(n=Count("pk"))
    for area, category, year, standing, solved, number in cells.values_list(*columns, "n"):
        keys = {
            "area": str(area),
            "category": str(category),
            "year": str(year),
            "state": (solved or UNRATED) if standing == Standing.CLOSED else UNDER_WAY,
        }
        yield keys, number
