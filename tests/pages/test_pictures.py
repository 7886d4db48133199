"""Pictures are stored without what was hidden in them, whichever way they come."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from portal.pages.models import Picture

pytestmark = pytest.mark.django_db
PLACE, CAMERA = 0x8825, 0x010F


def photo() -> bytes:
    """A JPEG that says where and with what it was taken."""
    exif = Image.Exif()
    exif[CAMERA] = "SecretCamera"
    exif[PLACE] = {1: "N", 2: (31.0, 12.0, 5.0)}
    out = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def hidden(file) -> tuple[dict, bool]:
    with file.open():
        content = file.read()
    return dict(Image.open(BytesIO(content)).getexif()), b"SecretCamera" in content


def test_the_photo_of_this_test_does_hide_something():
    assert b"SecretCamera" in photo()


def test_saving_by_program_strips():
    picture = Picture(title="楼道", description="修好的楼道灯")
    picture.file = ContentFile(photo(), "a.JPG")
    picture.save()
    assert hidden(picture.file) == ({}, False)
    assert (picture.width, picture.height) == (640, 480)
    assert picture.file_size == picture.file.size


def upload(client, **fields):
    file = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    return client.post(reverse("wagtailimages:add"), {"title": "楼道", "file": file, **fields})


@pytest.mark.parametrize(("fields", "stored"), [({"description": "楼道灯"}, 1), ({}, 0)])
def test_the_admin_strips_and_asks_what_the_picture_shows(client, town, fields, stored):
    client.force_login(town.editor)
    upload(client, **fields)
    assert Picture.objects.count() == stored
    assert all(hidden(picture.file) == ({}, False) for picture in Picture.objects.all())


def test_a_picture_waiting_for_its_words_is_stripped_too(client, town):
    client.force_login(town.editor)
    file = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    client.post(reverse("wagtailimages:add_multiple"), {"files[]": file, "title": "楼道"})
    assert hidden(UploadedFile.objects.get().file) == ({}, False)


@pytest.mark.parametrize(("content", "stored"), [(photo(), 1), (b"no picture", 0)])
def test_what_is_no_picture_is_refused(client, town, content, stored):
    client.force_login(town.editor)
    file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    form = {"title": "楼道", "description": "楼道灯", "file": file}
    client.post(reverse("wagtailimages:add"), form)
    assert Picture.objects.count() == stored


def test_renditions_are_webp():
    picture = Picture(title="楼道", description="修好的楼道灯")
    picture.file = ContentFile(photo(), "a.jpg")
    picture.save()
    rendition = picture.get_rendition("width-320|format-webp")
    assert rendition.file.name.endswith(".webp")
    assert rendition.alt == "修好的楼道灯"
    assert hidden(rendition.file) == ({}, False)
