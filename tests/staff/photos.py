"""A photo that belongs to an order."""

from portal.orders.models import Order, Photo


def with_photo(order: Order) -> Photo:
    return Photo.objects.create(order=order, jpeg=b"\xff\xd8jpeg")
