"""What the search page shows of results: marked rows, chips of kinds, links to other pages."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from search.highlight import marked, snippet
from search.query import DEEPEST, Query
from search.results import Results, Row
from search.sources import KINDS

# What is offered is offered today; when it was written tells a reader nothing.
_UNDATED = frozenset({"service", "page"})


@dataclass(frozen=True)
class ShownRow:
    """One result as the template prints it."""

    url: str
    kind: str | Promise
    title: SafeString
    snippet: SafeString
    date: datetime | None


@dataclass(frozen=True)
class Chip:
    """One kind to choose, with how many it holds; the first takes the choice away."""

    url: str
    label: str | Promise
    count: int
    is_chosen: bool


def shown_row(row: Row) -> ShownRow:
    return ShownRow(
        row.url,
        KINDS[row.kind],
        marked(row.title, row.terms),
        snippet(row.text, row.terms),
        None if row.kind in _UNDATED else row.date,
    )


def chips(query: Query, found: Results, everything: str) -> list[Chip]:
    """Every kind with hits, and the chosen one even without."""
    chosen = query.kinds[0] if query.kinds else ""
    offered = [kind for kind in KINDS if found.kinds.get(kind) or kind == chosen]
    first = Chip(_url(query), everything, sum(found.kinds.values()), not chosen)
    return [
        first,
        *(
            Chip(_url(query, kind), KINDS[kind], found.kinds.get(kind, 0), kind == chosen)
            for kind in offered
        ),
    ]


def page_links(query: Query, found: Results) -> dict[str, str]:
    """The addresses of the pages before and after; empty where there is none."""
    kind = query.kinds[0] if query.kinds else ""
    end = query.offset + query.size
    newer = _url(query, kind, query.page - 1) if query.offset else ""
    older = _url(query, kind, query.page + 1) if end < min(found.total, DEEPEST) else ""
    return {"newer_url": newer, "older_url": older}


def _url(query: Query, kind: str = "", page: int = 1) -> str:
    asked = {"q": query.words, "kind": kind, "page": page if page > 1 else ""}
    return f"{reverse('search:results')}?{urlencode({k: v for k, v in asked.items() if v})}"
