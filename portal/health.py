"""Liveness and readiness for whoever runs the installation. Numbers and states, no content."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.ledger.follow import lag
from portal.ledger.followers import followers
from portal.ledger.models import Head, Parked
from search.health import ready as search_ready

# Entries a follower may be behind before the installation counts as not ready.
MOST_LAG = 1000


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, followers and search; 503 names what is not ready."""
    try:
        found = _state()
    except DatabaseError as error:
        return JsonResponse({"ready": False, "database": type(error).__name__}, status=503)
    return JsonResponse(found, status=200 if found["ready"] else 503)


def _state() -> dict[str, object]:
    search_is_ready, search_says = search_ready()
    behind = {follower.name: lag(follower) for follower in followers()}
    return {
        "ready": search_is_ready and all(entries <= MOST_LAG for entries in behind.values()),
        "ledger": {
            "entries": Head.objects.get(pk=1).seq,
            "parked": Parked.objects.filter(settled_at=None).count(),
        },
        "lag": behind,
        "search": {"ready": search_is_ready, "says": search_says},
    }
