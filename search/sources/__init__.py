"""What is public today, kind by kind: the rows an index is made of and every hit is checked by.

A row that is not live, not disclosed or kept behind a door never becomes a document.
"""

from collections.abc import Iterable, Iterator, Mapping
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

    def public(self, pks: Iterable[str] | None = None) -> Iterator[Listed]:
        """Those of these rows, or of all, that the public may see now."""
        ...


SOURCES: Mapping[str, Source] = {
    source.subject: source for source in (Cases(), Pages(), Services())
}
VERBS = tuple(f"{subject}." for subject in SOURCES)


def everything() -> Iterator[Document]:
    """Every public document, for an index made anew."""
    for source in SOURCES.values():
        for listed in source.public():
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
