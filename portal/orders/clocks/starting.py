"""A new deadline of an order, not yet saved: from which moment, how long, by which class."""

from datetime import datetime, time

from portal.orders.clocks import schedule
from portal.orders.clocks.kinds import NATURES, Kind
from portal.orders.models import Deadline, Order
from portal.profiles.plans import HOUSE
from portal.worktime import arithmetic, queries
from portal.worktime.calendars import Calendars
from portal.worktime.deadlines import Deadline as Term
from portal.worktime.hours import BEIJING
from portal.worktime.queries import Limits
from portal.worktime.words import BY_CLOCK, Step, Unit


def begin(
    order: Order, kind: Kind, at: datetime, limits: Limits, known: Calendars,
    assist: int | None = None,
) -> Deadline | None:  # fmt: skip
    """The deadline of this kind; nothing if the class sets no limit for it."""
    length = _length(order, kind, at, limits)
    if length is None:
        return None
    amount, unit = length
    start = _start(order, kind, at, unit)
    at_review = review_at(order) if kind == Kind.REVIEW else None
    promised = at_review or arithmetic.add(start, amount, unit, known).at
    terms = Term(order.time_class, kind, amount, unit, start, known.edition, promised)
    row = Deadline(
        order=order, kind=kind, assist_id=assist, round=order.round, time_class=order.time_class,
        started_at=start, term=terms.as_json(), calendar_version=known.edition, stopped_at=None,
    )  # fmt: skip
    schedule.fit(row, known, calm=order.contacted_at is not None)
    return row


def waits_until(at: datetime, limits: Limits, known: Calendars) -> datetime:
    """When clocks that wait for the resident go on by themselves."""
    amount, unit = limits.get(Step.WAIT, queries.USUAL_WAIT)
    return arithmetic.add(at, amount, unit, known).at


def review_at(order: Order) -> datetime | None:
    """The first minute of the day on which a suspended order comes back."""
    if order.review_on is None:
        return None
    return datetime.combine(order.review_on, time.min, BEIJING)


def _length(order: Order, kind: Kind, at: datetime, limits: Limits) -> tuple[int, str] | None:
    nature = NATURES[kind]
    if kind == Kind.REVIEW and order.review_on:
        days = (order.review_on - at.astimezone(BEIJING).date()).days
        return max(days, 0) + 1, Unit.DAYS
    if kind == Kind.RATING:
        return order.plan.limits.rating_days, Unit.DAYS
    if nature.fixed:
        return nature.fixed
    limit = limits.get(nature.step or "")
    return _of_street(order, *limit) if kind == Kind.ACCEPT and limit else limit


def _of_street(order: Order, amount: int, unit: str) -> tuple[int, str]:
    """A street sets its own hours to accept; a class that is faster than the house keeps its pace."""
    slow = unit == Unit.HOURS and amount >= HOUSE.limits.accept_hours
    return order.plan.limits.accept_hours if slow else amount, unit


def _start(order: Order, kind: Kind, at: datetime, unit: str) -> datetime:
    """An answer is promised from the day of the order; where hours count, so is the first contact."""
    from_placing = kind == Kind.ANSWER or (kind == Kind.CONTACT and unit in BY_CLOCK)
    return order.placed_at if from_placing else at
