"""The clock of orders: one pass with 1,000 due among 100,000 open orders, against 1,000 among 1,000.

`python -m bench.clocks`: on each database; each of the 1,000 turns red and is raised, in its own
transaction. Then a pass with nothing due, which is what happens every twenty seconds.
"""

import sys
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from bench import ground
from portal.ledger.models import Entry
from portal.orders.clocks.winding import wind
from portal.orders.models import Deadline, Order
from tests.support.town import build_town, order_in

SIZES, DUE, AT_ONCE, IDLE = (1_000, 100_000), 1_000, 5_000, 20


def fill(sample: Order, size: int, now: datetime) -> None:
    """Copies of a dispatched order; 1,000 of them, spread among all, were to be accepted by now."""
    clocks = list(sample.deadlines.filter(stopped_at__isnull=True))
    for start in range(0, size, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size))
        keys = {number: uuid.uuid4() for number in numbers}
        Order.objects.bulk_create(
            copy(sample, id=key, number=f"2025-{number:06d}") for number, key in keys.items()
        )
        every = size // DUE
        Deadline.objects.bulk_create(
            deadline
            for number, key in keys.items()
            for deadline in deadlines(clocks, key, now, due=number % every == 0)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(row: Model, **changed: Any) -> Any:
    """The same row with other values."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return type(row)(**{**values, **changed})


def deadlines(
    clocks: list[Deadline], order: uuid.UUID, now: datetime, *, due: bool
) -> Iterator[Deadline]:
    """The clocks of one order: to be accepted a second ago, or some day."""
    for clock in clocks:
        late = due and clock.kind == "accept"
        at = now - timedelta(seconds=1) if late else now + timedelta(days=2)
        told = {"blue": at.isoformat()} if late else {}
        yield copy(clock, id=None, order_id=order, due_at=at, wake_at=at, warned=told)


def passed(at: datetime) -> tuple[float, int]:
    """One pass: seconds and acts."""
    began = time.perf_counter()
    acts = wind(at=at)
    return time.perf_counter() - began, acts


def measure(vendor: str, size: int) -> float:
    """The pass among so many, and then one with nothing to do."""
    with ground.database(vendor):
        now = timezone.now()
        sample = order_in(build_town(), "dispatched", at=now)
        fill(sample, size, now)
        seconds, acts = passed(now)
        raised = Entry.objects.filter(verb="order.escalated").count()
        assert (acts, raised) == (DUE, DUE), (acts, raised)
        idle = min(passed(now)[0] for _each in range(IDLE))
        print(f"clocks  {vendor:8} {DUE:,} due of {size:7,} open: {seconds:.2f} s, "
              f"{seconds / DUE * 1e3:.1f} ms each; nothing due: {idle * 1e3:.1f} ms",
              flush=True)  # fmt: skip
    return seconds


def main() -> int:
    for vendor in ground.vendors():
        few, many = (measure(vendor, size) for size in SIZES)
        print(f"clocks  {vendor:8} the pass among {SIZES[1]:,} to {SIZES[0]:,}: {many / few:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
