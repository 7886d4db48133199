"""The hash that ties each entry to the one before it. Plain values in, no database."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

GENESIS = "0" * 64
AT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def at_text(at: datetime) -> str:
    """The moment as the chain hashes it: UTC, microseconds, sorts as text."""
    return at.astimezone(UTC).strftime(AT_FORMAT)


def at_datetime(text: str) -> datetime:
    """The moment back from its text."""
    return datetime.strptime(text, AT_FORMAT).replace(tzinfo=UTC)


def entry_hash(fields: Sequence[object]) -> str:
    """SHA-256 over (prev_hash, seq, at, verb, subject, actor, details); no field holds a line feed."""
    return hashlib.sha256("\n".join(map(str, fields)).encode()).hexdigest()
