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
SIX_STEPS = tuple(
    frozenset(f"order.{word}" for word in words)
    for words in (
        ("placed", "supplemented", "returned"),
        ("admitted", "merged", "moved_along", "unmerged", "joined", "parted", "declined", "withdrawn"),
        ("dispatched", "rerouted", "turned_down", "accepted", "contacted"),
        ("answered",),
        ("rated", "called_back"),
        ("closed", "redo_opened", "escalated"),
    )
)  # fmt: skip
# These may come while the order is handled, rated or judged: they stand in the step in which they came.
ANYWHERE = frozenset(
    f"order.{word}"
    for word in (
        "suspended", "resumed", "extended", "rescheduled", "assist_asked", "assist_accepted", "assist_done",
        "assist_given_back", "assist_cancelled",
    )
)  # fmt: skip
# After these it is handled again.
HANDLED_AGAIN, HANDLING = frozenset({"order.redo_opened", "order.escalated"}), 2


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
    return order, _staged(steps)


def _staged(steps: list[Step]) -> list[Stage]:
    """Each step under its heading; one that may come anywhere, under that of the step before it."""
    found: list[list[Step]] = [[] for _verbs in SIX_STEPS]
    current = 0
    for step in steps:
        places = [n for n, verbs in enumerate(SIX_STEPS) if step.verb in verbs]
        current = places[0] if places else current
        if places or step.verb in ANYWHERE:
            found[current].append(step)
        current = HANDLING if step.verb in HANDLED_AGAIN else current
    return [Stage(n, tuple(lines)) for n, lines in enumerate(found, start=1)]


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
