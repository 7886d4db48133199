"""The search page: words and kind in, one page of results out; GET only, no script needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.engines.base import EngineUnavailable
from search.query import LONGEST, Query
from search.results import Results, results
from search.shown import chips, page_links, shown_row
from search.sources import KINDS

_UNAVAILABLE = 503
_LONGEST_PAGE = 4


@require_safe
def results_page(request: HttpRequest) -> HttpResponse:
    """`/search/?q=&kind=&page=`; what is not understood is left out, never an error."""
    query = _asked(request)
    try:
        found = results(query) if query.words else Results()
    except EngineUnavailable:
        context = {"query": query.words, "is_resting": True}
        return render(request, "search/results.html", context, status=_UNAVAILABLE)
    return render(request, "search/results.html", _context(query, found))


def _asked(request: HttpRequest) -> Query:
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST]
    kind, page = request.GET.get("kind", ""), request.GET.get("page", "")
    is_number = page.isascii() and page.isdigit() and len(page) <= _LONGEST_PAGE
    return Query(words, (kind,) if kind in KINDS else (), max(1, int(page)) if is_number else 1)


def _context(query: Query, found: Results) -> dict[str, Any]:
    links = page_links(query, found)
    first, last = query.offset + 1, query.offset + len(found.rows)
    numbers = {"first": first, "last": last, "total": found.total}
    return {
        "query": query.words,
        "found": found,
        "rows": [shown_row(row) for row in found.rows],
        "chips": chips(query, found, _("All")) if found.kinds else [],
        "range_words": _("%(first)d–%(last)d of %(total)d") % numbers if found.rows else "",
        **links,
    }
