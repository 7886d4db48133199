"""Photos of a resident's order, for whoever may open the order itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.orders.models import Photo
from portal.orders.photos import HEADERS
from portal.orders.resident import grants
from portal.orders.resident.opening import opens
from portal.residents.private import private


@private
@require_safe
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """One picture of a draft or order that this device may open."""
    found = Photo.objects.filter(pk=photo_id).select_related("order").first()
    if found is None or not _may_see(request, found):
        raise Http404
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg", headers=HEADERS)


def _may_see(request: HttpRequest, found: Photo) -> bool:
    held = grants.holds(request, found.draft_id)
    return held or (found.order is not None and opens(request, found.order))
