"""The public document and the one list of fields that both engines file it under."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from search import analysis

_DAY_ZERO = datetime(2000, 1, 1, tzinfo=UTC)


class Filed(Enum):
    """How a field is filed: identity, exact word, text under its tokens, whole number."""

    KEY = "key"
    WORD = "word"
    TEXT = "text"
    NUMBER = "number"


FIELDS: Mapping[str, Filed] = {
    "key": Filed.KEY,
    "kind": Filed.WORD,
    "title": Filed.TEXT,
    "text": Filed.TEXT,
    "community": Filed.WORD,
    "category": Filed.WORD,
    "state": Filed.WORD,
    "year": Filed.NUMBER,
    "day": Filed.NUMBER,
    "second": Filed.NUMBER,
}
TITLE_WEIGHT = 5.0
# Raise when the same text would be filed under other tokens: every index is then made anew.
ANALYSIS = 1
FINGERPRINT = hashlib.sha256(
    repr([ANALYSIS, *((name, filed.value) for name, filed in FIELDS.items())]).encode()
).hexdigest()[:12]


@dataclass(frozen=True)
class Document:
    """What the public may find of one thing. Private text never comes this far."""

    key: str
    kind: str
    title: str
    text: str
    date: datetime
    community: str = ""
    category: str = ""
    state: str = ""

    def filed(self) -> dict[str, str | int]:
        """The value of every field, ready for any engine."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": " ".join(analysis.tokens(self.title)),
            "text": " ".join(analysis.tokens(self.text)),
            "community": self.community,
            "category": self.category,
            "state": self.state,
            "year": self.date.year,
            "day": max(0, (self.date - _DAY_ZERO).days),
            "second": int(self.date.timestamp()),
        }


@dataclass(frozen=True)
class Listed:
    """A document with the address where the public reads the whole."""

    document: Document
    url: str
