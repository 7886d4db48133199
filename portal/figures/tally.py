"""The weekly tally (S2 39): what each community and team kind received, did and was told. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from portal.figures.reopened import corrections
from portal.figures.weeks import Week
from portal.orders.models import Order, Rating, Satisfied, Solved
from portal.orders.states import State
from portal.people.access import Person, reach
from portal.people.roles import Role

TALLIERS = (Role.CLERK, Role.COORDINATOR, Role.AUDITOR)
# DOMAIN 3.3: fewer rated orders give no rate.
FEWEST_RATED = 5


@dataclass
class Counts:
    """What happened in the week, and what is open at its end."""

    received: int = 0
    closed: int = 0
    declined: int = 0
    withdrawn: int = 0
    merged: int = 0
    open: int = 0
    rated: int = 0
    solved: int = 0
    satisfied: int = 0

    def add(self, other: "Counts") -> None:
        """Sum up."""
        for name in NAMES:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def satisfied_share(self) -> str:
        """In percent of those rated; "" where too few were."""
        return f"{self.satisfied / self.rated:.0%}" if self.rated >= FEWEST_RATED else ""


NAMES = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True)
class Line:
    """One community and team kind."""

    community: str
    team_kind: str
    counts: Counts


@dataclass(frozen=True)
class Tally:
    """The lines of a week in order of their names, and their sum."""

    week: Week
    lines: tuple[Line, ...]
    total: Counts


def tally(person: Person, week: Week) -> Tally:
    """The week as this person may see it: the communities of their posts. Three queries and few more.

    Once a week is over its numbers stay: what is taken up again later stays ended where it ended.
    """
    begin, end = week.bounds
    found: dict[tuple[str, str], Counts] = defaultdict(Counts)
    orders = Order.objects.filter(reach(person, TALLIERS))
    for row in _moved(orders, begin, end):
        _add(found, row)
    for key, change in corrections(orders, begin, end):
        found[key].add(Counts(**change))
    ratings = Rating.objects.filter(
        reach(person, TALLIERS, area="order__area__path", unit="order__unit_id")
    )
    for row in _rated(ratings, begin, end):
        _add(found, row)
    lines = tuple(Line(*key, counts) for key, counts in sorted(found.items()))
    return Tally(week, lines, _sum(line.counts for line in lines))


def _moved(orders: QuerySet[Order], begin: datetime, end: datetime) -> Any:
    within = Q(ended_at__gte=begin, ended_at__lt=end)
    open_at_end = Q(ended_at=None) | Q(ended_at__gte=end)
    rows = orders.filter(Q(placed_at__lt=end) & (within | open_at_end | Q(placed_at__gte=begin)))
    return (
        rows.order_by()
        .values(community=F("area__name"), kind=F("matter__team_kind__name"))
        .annotate(
            received=Count("pk", filter=Q(placed_at__gte=begin)),
            open=Count("pk", filter=open_at_end),
            **{state.value: Count("pk", filter=within & Q(state=state)) for state in ENDED},
        )
    )


ENDED = (State.CLOSED, State.DECLINED, State.WITHDRAWN, State.MERGED)
CONTENT = (Satisfied.VERY, Satisfied.YES, Satisfied.FAIRLY)


def _rated(ratings: QuerySet[Rating], begin: datetime, end: datetime) -> Any:
    return (
        ratings.filter(at__gte=begin, at__lt=end)
        .order_by()
        .values(community=F("order__area__name"), kind=F("order__matter__team_kind__name"))
        .annotate(
            rated=Count("pk"),
            solved_=Count("pk", filter=Q(solved=Solved.YES)),
            satisfied_=Count("pk", filter=Q(satisfied__in=CONTENT)),
        )
    )


def _add(found: dict[tuple[str, str], Counts], row: dict[str, Any]) -> None:
    key = row.pop("community"), row.pop("kind")
    found[key].add(Counts(**{name.rstrip("_"): value for name, value in row.items()}))


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total.add(one)
    return total


def table(found: Tally) -> Iterator[list[object]]:
    """The lines as rows of a sheet, the sum last."""
    for line in found.lines:
        yield [line.community, line.team_kind, *cells(line.counts)]
    yield ["", "", *cells(found.total)]


def cells(counts: Counts) -> list[object]:
    """The numbers of a line, in the order of NAMES."""
    return [getattr(counts, name) for name in NAMES]
