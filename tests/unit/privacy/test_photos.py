"""Photos become plain JPEGs; whatever is not a photo is refused with a sentence."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

from portal.privacy import photos

GPS_IFD, MAKE, ORIENTATION, DESCRIPTION = 0x8825, 0x010F, 0x0112, 0x010E


def exif_of(orientation=1):
    exif = Image.Exif()
    exif[MAKE] = "SECRETCAM"
    exif[DESCRIPTION] = "SECRETWORDS"
    exif[ORIENTATION] = orientation
    exif[GPS_IFD] = {1: "N", 2: (36.0, 4.0, 12.0), 3: "E", 4: (120.0, 22.0, 1.0)}
    return exif


def picture(format="JPEG", size=(300, 200), mode="RGB", **options):
    image = Image.new(mode, size, options.pop("colour", None) or 128)
    written = BytesIO()
    image.save(written, format, **options)
    return written.getvalue()


def upload(content, name="a.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)


def reread(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_formats_of_phones_become_jpeg(format):
    image = reread(photos.reencode(upload(picture(format), name="无名")))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (300, 200))


@pytest.mark.parametrize("format", ["GIF", "TIFF", "BMP", "ICO", "PDF"])
def test_other_formats_are_refused_whatever_their_name(format):
    with pytest.raises(ValidationError) as caught:
        photos.reencode(upload(picture(format)))
    assert caught.value.code == "unreadable"


GARBAGE = [
    b"",
    b"x",
    b"<html>" * 100,
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"GIF89a<script>",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    b"RIFF\x10\0\0\0WEBPVP8 ",
    b"\0\0\0\x18ftypheic" + b"\1" * 90,
]


@pytest.mark.parametrize("content", GARBAGE)
def test_garbage_is_refused(content):
    photos.reencode(upload(picture()))
    with pytest.raises(ValidationError) as caught:
        photos.reencode(upload(content))
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_a_truncated_photo_is_refused(format, share):
    noise = Image.effect_noise((600, 400), 80).convert("RGB")
    written = BytesIO()
    noise.save(written, format)
    content = written.getvalue()
    photos.reencode(upload(content))
    with pytest.raises(ValidationError):
        photos.reencode(upload(content[: int(len(content) * share)]))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_no_metadata_survives(format):
    options = {"exif": exif_of(), "xmp": b"<x>SECRETXMP</x>"} if format != "PNG" else {}
    if format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "SECRETTEXT")
        info.add_itxt("XML:com.adobe.xmp", "<x>SECRETXMP</x>")
        options = {"exif": exif_of(), "pnginfo": info}
    if format == "JPEG":
        options["comment"] = b"SECRETCOMMENT"
    options["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture(format, **options)
    assert b"SECRET" in content

    clean = photos.reencode(upload(content))

    image = reread(clean)
    assert b"SECRET" not in clean
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop", "dpi"} & image.info.keys()


def test_what_hangs_behind_the_picture_is_gone():
    clean = photos.reencode(upload(picture() + b"SECRETZIP" * 100))
    assert b"SECRET" not in clean


def test_two_pictures_in_one_file_become_one():
    second = Image.new("RGB", (300, 200), "red")
    content = picture("MPO", save_all=True, append_images=[second])
    assert reread(content).format == "MPO"
    assert reread(photos.reencode(upload(content))).format == "JPEG"


def test_a_photo_taken_upright_stays_upright():
    image = reread(photos.reencode(upload(picture(size=(300, 200), exif=exif_of(orientation=6)))))
    assert image.size == (200, 300)


@pytest.mark.parametrize(
    ("size", "becomes"),
    [((4000, 3000), (1600, 1200)), ((100, 3200), (50, 1600)), ((20, 10), (20, 10))],
)
def test_the_longer_edge_is_at_most_1600(size, becomes):
    assert reread(photos.reencode(upload(picture(size=size)))).size == becomes


@pytest.mark.parametrize(
    ("format", "mode"),
    [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("PNG", "L"),
     ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGBA")],
)  # fmt: skip
@pytest.mark.parametrize("size", [(40, 30), (2000, 1500)])
def test_every_mode_becomes_rgb(format, mode, size):
    assert reread(photos.reencode(upload(picture(format, size, mode)))).mode == "RGB"


def test_transparency_becomes_white():
    content = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(content, "PNG")
    assert reread(photos.reencode(content)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("extra", [0, 1])
def test_ten_megabytes_and_not_one_more(extra):
    content = picture()
    content += b"\0" * (photos.MAX_BYTES - len(content) + extra)
    if extra:
        with pytest.raises(ValidationError) as caught:
            photos.reencode(upload(content))
        assert caught.value.code == "too_large"
    else:
        assert photos.reencode(upload(content))


def claims(edge):
    """A PNG of a few bytes that says it is this large; decoding it would fail otherwise."""
    header = b"IHDR" + struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    small = picture("PNG", (8, 8), "1")
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


@pytest.mark.parametrize("edge", [7_100, 10_000, 20_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(edge):
    assert photos.reencode(upload(claims(8)))
    with pytest.raises(ValidationError) as caught:
        photos.reencode(upload(claims(edge)))
    assert caught.value.code == "too_many_pixels"


def test_a_large_jpeg_of_a_phone_is_taken():
    assert reread(photos.reencode(upload(picture(size=(9000, 6000), mode="L")))).width == 1600
