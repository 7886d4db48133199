"""Who follows now: several workers may run, one at a time moves a bookmark, a dead one lets go."""

import os
import socket
import threading
from datetime import datetime, timedelta

from django.db import transaction

from portal.ledger.models import Bookmark

# A live worker renews with every batch; one on another machine that died is waited for this long.
HOLD = timedelta(seconds=60)


def holder_name() -> str:
    """This thread of this process of this machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


@transaction.atomic
def hold(follower: str, now: datetime) -> Bookmark | None:
    """Take the bookmark, or None while another living worker has it."""
    Bookmark.objects.get_or_create(follower=follower)
    bookmark = Bookmark.objects.select_for_update().get(follower=follower)
    taken = bookmark.held_until is not None and bookmark.held_until > now
    if taken and bookmark.holder != holder_name() and _alive(bookmark.holder):
        return None
    bookmark.holder, bookmark.held_until = holder_name(), now + HOLD
    bookmark.save(update_fields=["holder", "held_until"])
    return bookmark


def release(bookmark: Bookmark) -> None:
    """Let go, unless somebody else has taken it meanwhile."""
    mine = Bookmark.objects.filter(pk=bookmark.pk, holder=bookmark.holder)
    mine.update(holder="", held_until=None)


def move(bookmark: Bookmark, seq: int) -> bool:
    """Put the bookmark behind entry `seq`; False when it is no longer ours to move."""
    bookmark.seq, bookmark.attempts, bookmark.retry_at = seq, 0, None
    mine = Bookmark.objects.filter(pk=bookmark.pk, holder=bookmark.holder)
    return bool(mine.update(seq=seq, attempts=0, retry_at=None))


def _alive(holder: str) -> bool:
    host, _colon, rest = holder.partition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(rest.partition(":")[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
