"""A resident's photo as a response: never cached, never anything but a picture."""

from uuid import UUID

from django.http import Http404, HttpResponse

from portal.orders.models import Order

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def photo_response(order: Order, photo_id: UUID) -> HttpResponse:
    """The picture, when it belongs to this order; the caller has checked who asks."""
    photo = order.photos.filter(pk=photo_id).first()
    if photo is None:
        raise Http404
    return HttpResponse(bytes(photo.jpeg), content_type="image/jpeg", headers=HEADERS)
