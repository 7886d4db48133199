"""Makes any uploaded photo a plain JPEG of pixels: no place, no camera, no hidden second file.

The type is what the decoder can read, never what the name or the browser says.
"""

from io import BytesIO
from typing import Protocol

import pillow_heif
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_EDGE = 1600
QUALITY = 82
MAX_PIXELS = 50_000_000  # decoded whole: about 200 MB
MAX_JPEG_PIXELS = 80_000_000  # a JPEG is decoded small at once
JPEG_FAMILY = {"JPEG", "MPO"}
PALETTES = {"P", "1"}  # cannot be scaled smoothly as they are


class Upload(Protocol):
    """An open binary file: Django's uploaded file, or any other."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def seek(self, offset: int, /) -> object:
        """Back to the start."""


def _too_large() -> ValidationError:
    sentence = _("This photo is larger than %(limit)d MB. Choose a smaller one, or take it anew.")
    return ValidationError(sentence % {"limit": MAX_BYTES // 1024 // 1024}, code="too_large")


def _too_many_pixels() -> ValidationError:
    sentence = _("This picture has too many pixels. Choose a smaller one, or take a screenshot.")
    return ValidationError(sentence, code="too_many_pixels")


def _unreadable() -> ValidationError:
    sentence = _(
        "This file cannot be opened as a photo. It may be damaged, or not a photo (JPEG, PNG, "
        "WebP and HEIC can be used). Choose another one."
    )
    return ValidationError(sentence, code="unreadable")


def _content(uploaded: Upload) -> bytes:
    uploaded.seek(0)
    content = uploaded.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _too_large()
    return content


def _check_pixels(image: Image.Image) -> None:
    limit = MAX_JPEG_PIXELS if image.format in JPEG_FAMILY else MAX_PIXELS
    if image.width * image.height > limit:
        raise _too_many_pixels()


def _on_white(image: Image.Image) -> Image.Image:
    """A new image of the pixels alone: what hung on the old one stays there."""
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        clean.paste(rgba, mask=rgba.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _decoded(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _check_pixels(image)
        smooth = image.convert("RGBA") if image.mode in PALETTES else image
        smooth.thumbnail((MAX_EDGE, MAX_EDGE))
        return _on_white(ImageOps.exif_transpose(smooth))


def reencode(uploaded: Upload) -> bytes:
    """A JPEG of at most 1600 pixels a side, upright, without any metadata.

    Raises ValidationError: over 10 MB, too many pixels, damaged, or no photo at all.
    """
    content = _content(uploaded)
    try:
        photo = _decoded(content)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # decoders meet hostile bytes with a dozen kinds of exception
        raise _unreadable() from None
    written = BytesIO()
    photo.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
