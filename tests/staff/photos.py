"""A photo that belongs to an order."""

from io import BytesIO

from PIL import Image

from portal.orders.models import Order, Photo


def jpeg_bytes() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


JPEG = jpeg_bytes()


def with_photo(order: Order) -> Photo:
    return Photo.objects.create(order=order, jpeg=b"\xff\xd8jpeg")
