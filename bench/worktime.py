"""When an order is due, in microseconds, against walking day by day with the library alone.

`python -m bench.worktime`: one limit of an order, then the five deadlines of an order with a pause.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import holidays

from bench import ground
from portal.worktime import arithmetic, queries
from portal.worktime.calendars import BEIJING, Calendars
from portal.worktime.deadlines import Deadline
from portal.worktime.models import TimeClass
from portal.worktime.words import Step, Unit

ORDERS, ROUNDS = 5_000, 5
CLOSES = datetime.min.time().replace(hour=17, minute=30)
STEPS = (Step.DISPATCH, Step.ACCEPT, Step.CONTACT, Step.ANSWER, Step.ASSIST)


def starts() -> list[datetime]:
    """Orders of three years, at any hour."""
    chance = random.Random(4)
    first = datetime(2024, 1, 1, tzinfo=BEIJING)
    return [first + timedelta(minutes=chance.randrange(3 * 365 * 1440)) for _ in range(ORDERS)]


def microseconds(act: Callable[[datetime], object], moments: list[datetime]) -> float:
    """The best of a few rounds, for each order."""
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        for moment in moments:
            act(moment)
        took.append(time.perf_counter() - began)
    return min(took) / len(moments) * 1e6


def by_library(amount: int) -> Callable[[datetime], datetime]:
    """What one writes with the library alone: step to the next day until enough were worked."""
    known = holidays.country_holidays("CN", years=range(2023, 2028))

    def act(start: datetime) -> datetime:
        day, left = start.date(), amount
        while left:
            day += timedelta(days=1)
            left -= known.is_working_day(day)
        return datetime.combine(day, CLOSES, BEIJING)

    return act


def whole_order(known: Calendars, time_class: TimeClass) -> Callable[[datetime], None]:
    """Every deadline of one order, one of them paused for two days."""

    def act(start: datetime) -> None:
        for step in STEPS:
            deadline = queries.deadline_of(time_class, step, start, known)
            assert deadline is not None
            if step == Step.ANSWER:
                deadline = _paused(deadline)
            deadline.due(known)

    return act


def _paused(deadline: Deadline) -> Deadline:
    at = deadline.started_at + timedelta(hours=20)
    standing = deadline.paused(at, latest=at + timedelta(days=7), reason="waiting")
    return standing.resumed(at + timedelta(days=2))


def main() -> None:
    moments = starts()
    with ground.database("sqlite"):
        began = time.perf_counter()
        known = queries.calendars()
        print(f"worktime  calendars read in {(time.perf_counter() - began) * 1e3:.1f} ms")
        for amount in (5, 15):
            ours = microseconds(
                lambda start, n=amount: arithmetic.add(start, n, Unit.WORKING_DAYS, known), moments
            )
            alone = microseconds(by_library(amount), moments)
            print(f"worktime  {amount:2} working days: ours {ours:.1f} µs, the library alone "
                  f"{alone:.1f} µs, {alone / ours:.1f} times as fast")  # fmt: skip
        time_class = TimeClass.objects.prefetch_related("limits").get(code="ordinary")
        whole = microseconds(whole_order(known, time_class), moments)
        print(f"worktime  an order's {len(STEPS)} deadlines, one paused: {whole:.0f} µs")


if __name__ == "__main__":
    main()
