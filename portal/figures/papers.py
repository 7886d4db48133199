"""The printed papers of S4 19: ledger of matters, record sheet, evaluation sheet. Reads only.

Their columns are ours: the source names the papers and not what stands in them (DOMAIN 6.2).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from portal.figures.tally import TALLIERS
from portal.orders.models import Answer, Order, Rating
from portal.orders.queries import visible_to
from portal.orders.states import State
from portal.orders.story import Step, story
from portal.people.access import Person, reach

MOST_ROWS = 2000
# 分析民情→建立台账→及时办理→反馈结果→群众评议→动态考核 (S4 3), told by what the ledger knows of each.
SIX_STEPS = (
    frozenset({"order.placed", "order.supplemented", "order.returned"}),
    frozenset({"order.admitted", "order.merged", "order.unmerged", "order.declined"}),
    frozenset({"order.dispatched", "order.rerouted", "order.accepted", "order.contacted"}),
    frozenset({"order.answered"}),
    frozenset({"order.rated"}),
    frozenset({"order.closed", "order.redo_opened", "order.escalated"}),
)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """The quarter the day lies in."""
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
        return cls(first, after - timedelta(days=1))

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the first moment to the first moment after it."""
        begin, end = (
            timezone.make_aware(datetime.combine(day, time.min))
            for day in (self.first, self.last + timedelta(days=1))
        )
        return begin, end


def register(person: Person, period: Period) -> QuerySet[Order]:
    """台账: every order placed in the period, oldest first, without residents' words. Three queries."""
    begin, end = period.bounds
    return (
        Order.objects.filter(reach(person, TALLIERS), placed_at__gte=begin, placed_at__lt=end)
        .select_related("matter__category", "area", "unit")
        .defer("text", "place", "answers", "contact_name", "contact_phone", "query_code")
        .prefetch_related(
            Prefetch("ratings", Rating.objects.exclude(_too_early(person)).order_by("round")),
            Prefetch("answers_given", Answer.objects.order_by("round").defer("done")),
        )
        .order_by("number")[:MOST_ROWS]
    )


@dataclass(frozen=True)
class Stage:
    """One of the six steps of a record sheet, with what happened in it."""

    number: int
    steps: tuple[Step, ...]


def record_sheet(person: Person, number: str) -> tuple[Order, list[Stage]] | None:
    """记录表: one order through the six steps; None when this person may not see it.

    Its handler reads what the resident said of the answer once it is closed, as everywhere.
    """
    order = visible_to(person).filter(number=number).first()
    if order is None:
        return None
    steps = story(order, for_staff=True, for_handler=order.handler_id == person.pk)
    stages = [
        Stage(n, tuple(step for step in steps if step.verb in verbs))
        for n, verbs in enumerate(SIX_STEPS, start=1)
    ]
    return order, stages


def ratings_in(person: Person, period: Period) -> QuerySet[Rating]:
    """评定表: what residents said in the period, without who said it. One query."""
    begin, end = period.bounds
    return (
        Rating.objects.filter(
            reach(person, TALLIERS, area="order__area__path", unit="order__unit_id"),
            at__gte=begin, at__lt=end,
        )
        .exclude(_too_early(person))
        .select_related("order__matter", "order__area", "order__unit")
        .defer("comment", "order__text", "order__place", "order__answers", "order__contact_name",
               "order__contact_phone", "order__query_code")
        .order_by("order__area__name", "order__number", "round")[:MOST_ROWS]
    )  # fmt: skip


def _too_early(person: Person) -> Q:
    """Whoever handled an order reads what was said of it once it is closed, here as elsewhere."""
    return Q(order__handler=person.pk) & ~Q(order__state=State.CLOSED)
