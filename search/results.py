"""One page of results, for the site and the command line alike: hits checked by the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from search.engines.base import IndexMissing
from search.engines.selected import engine
from search.query import Found, Query, search
from search.sources import load


@dataclass(frozen=True)
class Row:
    """One result as the public reads it, with the runs to mark in it."""

    url: str
    kind: str
    title: str
    text: str
    date: datetime
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """Rows of one page; `total` and `kinds` count what the whole question found."""

    total: int = 0
    rows: tuple[Row, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    is_being_made: bool = False


def results(query: Query) -> Results:
    """Best first. Raises EngineUnavailable."""
    try:
        found = search(engine(), query)
    except IndexMissing:
        return Results(is_being_made=True)
    rows = _rows(found)
    dropped = len(found.hits.keys) - len(rows)
    return Results(found.hits.total - dropped, rows, found.hits.kinds)


def _rows(found: Found) -> tuple[Row, ...]:
    """Hits are identifiers; a row that is no longer public is left out."""
    public = load(found.hits.keys)
    listed = [public[key] for key in found.hits.keys if key in public]
    return tuple(
        Row(
            one.url,
            one.document.kind,
            one.document.title,
            one.document.text,
            one.document.date,
            found.terms,
        )
        for one in listed
    )
