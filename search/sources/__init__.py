"""What is public today, kind by kind: the rows an index is made of and every hit is checked by.

A row that is not live, not disclosed or kept behind a door never becomes a document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from search.documents import Document, Listed
from search.sources.cases import Cases
from search.sources.pages import Pages
from search.sources.services import Services

KINDS = {
    "case": _("Echo wall"),
    "news": _("News"),
    "notice": _("Notices"),
    "service": _("Service menu"),
    "page": _("Standing pages"),
}


class Source(Protocol):
    """One sort of row; its subject is the first half of its ledger subjects and keys."""

    subject: str
    # What its documents call by name (the kind of ledger subject), and the column that points there.
    names: Mapping[str, str]

    def public(self, pks: Iterable[str] | None = None) -> Iterator[Listed]:
        """Those of these rows, or of all, that the public may see now."""
        ...

    def naming(self, column: str, pk: str) -> Iterable[str]:
        """The keys of the rows whose column points to that row."""
        ...


SOURCES: Mapping[str, Source] = {
    source.subject: source for source in (Cases(), Pages(), Services())
}
NAMED = frozenset(kind for source in SOURCES.values() for kind in source.names)
VERBS = tuple(f"{subject}." for subject in (*SOURCES, *sorted(NAMED)))
# Rows asked for at once; a category may be named by a hundred thousand.
_CHUNK = 500


def everything() -> Iterator[Document]:
    """Every public document, for an index made anew."""
    for source in SOURCES.values():
        for listed in source.public():
            yield listed.document


def touched(subjects: Iterable[str]) -> list[str]:
    """The keys that a change of these subjects may concern: their own, or of all that name them."""
    keys: dict[str, None] = {}
    for subject in subjects:
        kind, _colon, pk = subject.partition(":")
        keys |= dict.fromkeys(_naming(kind, pk) if kind in NAMED else [subject])
    return list(keys)


def load_all(keys: Sequence[str]) -> Iterator[Document]:
    """What is public of any number of keys, a few hundred at a time."""
    for start in range(0, len(keys), _CHUNK):
        for listed in load(keys[start : start + _CHUNK]).values():
            yield listed.document


def load(keys: Iterable[str]) -> dict[str, Listed]:
    """What is public of these keys, at most one look per source."""
    wanted: dict[str, list[str]] = {}
    for key in keys:
        subject, _colon, pk = key.partition(":")
        if subject in SOURCES and pk.isascii() and pk.isdigit():
            wanted.setdefault(subject, []).append(pk)
    found = (listed for subject, pks in wanted.items() for listed in SOURCES[subject].public(pks))
    return {listed.document.key: listed for listed in found}


def _naming(kind: str, pk: str) -> Iterator[str]:
    for source in SOURCES.values():
        if kind in source.names:
            yield from source.naming(source.names[kind], pk)
