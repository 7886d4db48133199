"""Bring followers up to date: hold the bookmark, hand over entries, move on. Crash at any line."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from portal.errors import Unavailable
from portal.ledger.followers import Follower
from portal.ledger.holding import hold, move, release
from portal.ledger.models import Bookmark, Entry, Head, Parked

logger = logging.getLogger(__name__)

BATCH = 500
# Tries of one entry, 1, 2, 4 … 32 seconds apart; after the last it is parked.
MOST_ATTEMPTS = 7
LONGEST_WAIT = 60


def drain(follower: Follower, clock: Callable[[], datetime]) -> int:
    """Follow until the head or the first failure; returns how many entries the bookmark moved.

    The clock is read for each batch: a long drain holds its bookmark and waits by today's time.
    """
    moved = 0
    while step := advance(follower, clock()):
        moved += step
    return moved


def advance(follower: Follower, now: datetime) -> int:
    """Handle one batch; 0 when nothing is new, another worker holds it, or a retry must wait."""
    bookmark = hold(follower.name, now)
    if bookmark is None:
        return 0
    try:
        if bookmark.retry_at and bookmark.retry_at > now:
            return 0
        entries = list(Entry.objects.filter(seq__gt=bookmark.seq).order_by("seq")[:BATCH])
        return _handle(follower, bookmark, entries, now) if entries else 0
    finally:
        release(bookmark)


def lag(follower: Follower) -> int:
    """How many entries the follower is behind the head."""
    bookmark = Bookmark.objects.filter(follower=follower.name).first()
    return Head.objects.get(pk=1).seq - (bookmark.seq if bookmark else 0)


def rebuild(follower: Follower, clock: Callable[[], datetime]) -> int:
    """Bookmark back to zero and follow from the first entry; the same code as catching up."""
    bookmark = hold(follower.name, clock())
    if bookmark is None:
        raise RuntimeError(f"{follower.name} is being followed by another worker; stop it first.")
    follower.reset()
    move(bookmark, 0)
    return drain(follower, clock)


def retry(parked: Parked, follower: Follower, now: datetime) -> bool:
    """Try a parked entry again, as staff asked; True when it went through."""
    row = Parked.objects.filter(pk=parked.pk)
    try:
        follower.handle([parked.entry])
    except Exception as error:
        row.update(reason=_reason(error), parked_at=now)
        return False
    row.update(settled_at=now)
    return True


def _handle(follower: Follower, bookmark: Bookmark, entries: list[Entry], now: datetime) -> int:
    wanted = [entry for entry in entries if follower.wants(entry)]
    try:
        if wanted:
            follower.handle(wanted)
    except Unavailable as error:
        return _wait(follower, bookmark, error, now)
    except Exception as error:
        if len(entries) > 1:
            return _one_by_one(follower, bookmark, entries, now)
        return _stumble(follower, bookmark, entries[0], error, now)
    return len(entries) if move(bookmark, entries[-1].seq) else 0


def _one_by_one(follower: Follower, bookmark: Bookmark, entries: list[Entry], now: datetime) -> int:
    done = 0
    for entry in entries:
        if not _handle(follower, bookmark, [entry], now):
            break
        done += 1
    return done


def _stumble(
    follower: Follower, bookmark: Bookmark, entry: Entry, error: Exception, now: datetime
) -> int:
    """Count the failure of this entry; after the last try park it and go on."""
    if bookmark.attempts + 1 < MOST_ATTEMPTS:
        return _wait(follower, bookmark, error, now)
    logger.warning("%s parks entry %d: %s", follower.name, entry.seq, _reason(error))
    with transaction.atomic():
        Parked.objects.update_or_create(
            follower=follower.name,
            entry=entry,
            defaults={"reason": _reason(error), "parked_at": now, "settled_at": None},
        )
        return 1 if move(bookmark, entry.seq) else 0


def _wait(follower: Follower, bookmark: Bookmark, error: Exception, now: datetime) -> int:
    """Try again after 1, 2, 4 … at most 60 seconds."""
    logger.warning("%s waits after entry %d: %s", follower.name, bookmark.seq, _reason(error))
    seconds = min(2 ** min(bookmark.attempts, 6), LONGEST_WAIT)
    mine = Bookmark.objects.filter(pk=bookmark.pk, holder=bookmark.holder)
    mine.update(attempts=bookmark.attempts + 1, retry_at=now + timedelta(seconds=seconds))
    return 0


def _reason(error: Exception) -> str:
    # Kind and place only: the message of an exception may quote what a resident wrote.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(frame.filename.split("/")[-2:])
    return f"{type(error).__name__} {place}:{frame.lineno}"[:200]
