"""Rate limits that several processes share: one row a key and window, counted by one statement.

Keys are hashed with a secret, so the table tells nobody who called or from where.
"""

import hashlib
import hmac
import logging
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from portal.privacy.keys import index_key
from portal.privacy.models import Tally

logger = logging.getLogger(__name__)

COUNT_ONE_MORE = """
    INSERT INTO privacy_tally (bucket_hash, window_start, expires, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (bucket_hash, window_start) DO UPDATE SET count = privacy_tally.count + 1
    RETURNING count
"""


def _hash(bucket: str, key: str, window_s: int) -> str:
    counted = f"{bucket}\0{window_s}\0{key}".encode()
    return hmac.new(index_key("limits"), counted, hashlib.sha256).hexdigest()


def _count(bucket: str, key: str, thing: str, window_start: int, window_s: int, limit: int) -> int:
    """How many tries of the key, this one included; 0 for a thing that is known already."""
    window = window_start, window_start + window_s
    with transaction.atomic():
        if thing and _one_more(_hash(f"{bucket}\0once", f"{key}\0{thing}", window_s), *window) > 1:
            return 0
        count = _one_more(_hash(bucket, key, window_s), *window)
        # What is turned away is not known: neither it nor the try leaves a trace.
        transaction.set_rollback(bool(thing) and count > limit)
    return count


def _one_more(bucket_hash: str, window_start: int, expires: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [bucket_hash, window_start, expires])
        [(count,)] = cursor.fetchall()
    return count


def purge(at: datetime) -> int:
    """Forgets windows that are over; returns how many rows went."""
    return Tally.objects.filter(expires__lte=int(at.timestamp())).delete()[0]


def allow(bucket: str, key: str, *, limit: int, window_s: int, at: datetime | None = None) -> bool:
    """Counts this try and says whether it is among the first `limit` of its window.

    Never raises because the database is busy: then the try is let through and logged, for a
    resident must not be told "too often" by a lock.
    """
    return _allow(bucket, key, "", limit=limit, window_s=window_s, at=at or timezone.now())


def allow_once(
    bucket: str, key: str, thing: str, *, limit: int, window_s: int, at: datetime | None = None
) -> bool:
    """As `allow`, but a thing that was let in is not counted again when it is tried again."""
    return _allow(bucket, key, thing, limit=limit, window_s=window_s, at=at or timezone.now())


def _allow(bucket: str, key: str, thing: str, *, limit: int, window_s: int, at: datetime) -> bool:
    window_start = int(at.timestamp()) // window_s * window_s
    try:
        count = _count(bucket, key, thing, window_start, window_s, limit)
        if count == 1:
            purge(at)
    except OperationalError:
        logger.warning("rate limit %s not counted: the database is busy", bucket)
        return True
    return count <= limit
