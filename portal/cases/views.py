"""The echo wall for everybody: the list and one case. Reads only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.cases import queries
from portal.cases.choosing import Choice, groups
from portal.cases.paging import page


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The public cases, newest first, as chosen."""
    choice = Choice(request.GET.dict())
    filters, total = groups(choice)
    shown = page(
        choice.cases(), before=request.GET.get("before", ""), after=request.GET.get("after", "")
    )
    context = {
        "cases": shown.cases,
        "filters": filters,
        "taken": choice.taken,
        "total": total,
        "newer_url": choice.url(after=shown.newer) if shown.newer else "",
        "older_url": choice.url(before=shown.older) if shown.older else "",
    }
    return render(request, "cases/wall.html", context)


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case; a merged order's number leads to the shared one; 410 without a word where it was
    taken down. Raises Http404."""
    found = queries.by_number(number)
    readable = found is not None and found.live and not found.unwanted
    if not readable and (shared := queries.shared_with(number)):
        return redirect(shared)
    if found is None:
        raise Http404
    if not readable:
        return render(request, "cases/taken_down.html", status=410)
    context = {
        "case": found,
        "pictures": queries.pictures(found),
        "related": queries.related(found),
    }
    return render(request, "cases/case.html", context)
