"""Pages about one resident's order: kept by no cache, found by no search engine."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.orders.models import Photo
from portal.orders.photos import HEADERS
from portal.orders.resident import grants

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Mark every answer of the view as for this device alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    guarded_view: View = never_cache(guarded)
    return guarded_view


@private
@require_safe
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """One picture of a draft or order that this device holds."""
    found = Photo.objects.filter(pk=photo_id).first()
    if found is None or not (
        grants.holds(request, found.order_id) or grants.holds(request, found.draft_id)
    ):
        raise Http404
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg", headers=HEADERS)
