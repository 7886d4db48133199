"""Photos: proven by decoding, without metadata, at most four, shown to this device only."""

import io

import pytest
from django.test import Client
from PIL import Image

from portal.orders.models import Photo
from portal.privacy.photos import MAX_BYTES
from tests.resident.walk import CONTACT, picture, send, text_of, to_details

COLOURS = ("red", "green", "blue", "black", "white")


def upload(client, *files, page=None):
    return send(client, page or to_details(client), action="photos", photos=list(files))


def with_place():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Zhang"
    exif.get_ifd(0x8825)[2] = (31.0, 12.0, 30.0)
    return picture("JPEG", exif=exif)


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_metadata_is_gone(client, town):
    upload(client, with_place())
    jpeg = bytes(Photo.objects.get().jpeg)
    assert b"Zhang" not in jpeg
    assert not Image.open(io.BytesIO(jpeg)).getexif()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (lambda: picture("PNG"), None),
        (lambda: picture("WEBP"), None),
        (lambda: named(b"%PDF-1.7 not a photo", "a.jpg"), "这个文件打不开"),
        (lambda: named(b"", "empty.jpg"), "这个文件打不开"),
        (lambda: named(b"<svg onload='alert(1)'/>", "a.svg"), "这个文件打不开"),
        (lambda: picture("GIF"), "这个文件打不开"),
        (lambda: picture("PNG", (9000, 9000), colour=1), "尺寸太大"),
        (lambda: named(b"x" * (MAX_BYTES + 2**20), "big.jpg"), "超过 10 MB"),
    ],
)
def test_what_is_no_photo_is_told_beside_the_field(client, town, file, told):
    page = text_of(upload(client, file()))
    assert Photo.objects.exists() is (told is None)
    assert told is None or told in page


def test_the_good_one_stays_when_another_is_bad(client, town):
    page = upload(client, picture(), named(b"no", "bad.jpg"))
    assert "bad.jpg" in text_of(page)
    assert Photo.objects.count() == 1


def test_there_are_at_most_four(client, town):
    page = upload(client, *(picture(colour=c) for c in COLOURS))
    assert "已保留前 4 张" in text_of(page)
    page = upload(client, picture(colour="white"), page=page)
    assert "最多放 4 张照片" in text_of(page)
    assert Photo.objects.count() == 4


def test_a_photo_can_be_removed_and_the_words_stay(client, town):
    page = upload(client, picture())
    page = send(client, page, text="写了一半", remove=str(Photo.objects.get().pk))
    assert not Photo.objects.exists()
    assert "写了一半" in text_of(page)


def test_nobody_removes_the_photo_of_somebody_else(client, town):
    upload(client, picture())
    stranger = Client()
    send(stranger, to_details(stranger), remove=str(Photo.objects.get().pk))
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("placed", [False, True])
def test_only_this_device_sees_it(client, town, placed):
    page = upload(client, picture())
    if placed:
        page = send(client, page, text="灯坏了", area=town.community.code, action="next")
        send(client, page, **CONTACT)
    address = f"/orders/photos/{Photo.objects.get().pk}/"
    mine = client.get(address)
    assert (mine.status_code, mine["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in mine["Cache-Control"]
    assert mine["X-Content-Type-Options"] == "nosniff"
    assert Client().get(address).status_code == 404


def test_the_size_is_refused_without_keeping_all_of_it(client, town, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    assert "超过 10 MB" in text_of(upload(client, named(b"x" * (MAX_BYTES * 3), "huge.jpg")))
    assert list(tmp_path.iterdir()) == []
