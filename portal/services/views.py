"""The service menu: what can be ordered, who does it, by when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.services import queries


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Every matter that is offered today, grouped by category."""
    groups = queries.by_category(queries.offered())
    return render(request, "services/menu.html", {"groups": groups})
