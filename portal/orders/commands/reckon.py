"""A year's notice was loaded: a due date that was only guessed is computed anew."""

from datetime import datetime

from django.db import transaction

from portal.orders.clocks import schedule, turning
from portal.orders.commands.beats import lock, log
from portal.orders.models import Deadline, Order
from portal.people.actors import Clock
from portal.worktime import queries


@transaction.atomic
def reckon(order: Order, *, deadline: int, by: Clock, at: datetime) -> Order:
    """Compute a provisional deadline under the calendars of today; an earlier promise is kept."""
    order, known = lock(order), queries.calendars()
    row = Deadline.objects.get(pk=deadline)
    if row.stopped_at or row.calendar_version >= known.edition:
        return order
    before = row.due_at
    row.hold(row.terms.recomputed(known))
    schedule.fit(row, known, calm=row.yellow_at is None)
    row.save(update_fields=turning.COLUMNS)
    rows = [row if other.pk == row.pk else other for other in turning.running(order)]
    turning.carry(order, rows)
    if row.due_at != before:
        log("rescheduled", order, by=by, at=at, kind=row.kind, calendar=known.edition)
    return order
