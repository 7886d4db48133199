"""The clock of orders: finds by index what is due and hands each to its command. Decides nothing.

Called by `manage.py work` with the moment; late or twice makes no difference.
"""

import heapq
import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import InterfaceError, OperationalError

from portal.orders.commands.reckon import reckon
from portal.orders.commands.wake import wake
from portal.orders.models import Deadline, Order
from portal.people.actors import Clock
from portal.worktime import queries

logger = logging.getLogger(__name__)

DEADLINES = Clock("deadlines")
BATCH = 500
# Tries of one deadline, 1, 2, 4 and 8 minutes apart; after the last it is left to people.
MOST_TRIES = 5

Wakeful = tuple[datetime, int, UUID]  # when, which deadline, of which order


def wind(*, at: datetime) -> int:
    """Recompute what was guessed, then act on all that is due, oldest first; how many acts."""
    acts = 0
    for deadline, order in _guessed():
        acts += _attempt(deadline, partial(reckon, Order(pk=order), deadline=deadline), at)
    while batch := _waking(at):
        acts += _work_off(batch, at)
    return acts


def _work_off(batch: list[Wakeful], at: datetime) -> int:
    """In order of time, with what each act sets off itself, up to where the next batch begins."""
    horizon = batch[-1][0] if len(batch) == BATCH else at
    acts = 0
    while batch:
        _moment, deadline, order = heapq.heappop(batch)
        acts += _attempt(deadline, partial(wake, Order(pk=order), deadline=deadline), at)
        known = {row[1] for row in batch}
        for row in _waking(horizon, order=order):
            if row[1] not in known:
                heapq.heappush(batch, row)
    return acts


def _waking(until: datetime, **only: UUID) -> list[Wakeful]:
    rows = Deadline.objects.filter(wake_at__lte=until, **only).order_by("wake_at", "pk")
    found = rows.values_list("wake_at", "pk", "order_id")[:BATCH]
    return [(at, deadline, order) for at, deadline, order in found if at is not None]


def _guessed() -> Iterator[tuple[int, UUID]]:
    """Deadlines in a year that was provisional, computed under an older edition than today's."""
    edition = queries.calendars().edition
    guessed = Deadline.objects.filter(
        provisional=True, stopped_at__isnull=True, calendar_version__lt=edition
    )
    # As the index has them; in the order of keys the whole table would be read.
    yield from list(guessed.order_by("calendar_version", "pk").values_list("pk", "order_id"))


def _attempt(deadline: int, act: Callable[..., object], at: datetime) -> int:
    """One act; a failure is written down without words and holds nobody up."""
    try:
        act(by=DEADLINES, at=at)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the next pass goes on from here
    except Exception as error:
        _put_off(deadline, error, at)
        return 0
    return 1


def _put_off(deadline: int, error: Exception, at: datetime) -> None:
    """Later again, a little later each time; after the last try it waits for people."""
    # Kind and place only: the message of an exception may quote what a resident wrote.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(frame.filename.split("/")[-2:])
    reason = f"{type(error).__name__} {place}:{frame.lineno}"[:200]
    rows = Deadline.objects.filter(pk=deadline, stopped_at__isnull=True)
    tries = (rows.values_list("tries", flat=True).first() or 0) + 1
    logger.warning("deadline %d failed %d times: %s", deadline, tries, reason)
    later = at + timedelta(minutes=2 ** (tries - 1)) if tries < MOST_TRIES else None
    rows.update(tries=tries, wake_at=later, parked="" if later else reason)
