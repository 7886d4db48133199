"""One case: permanent while public, plain when taken down, unknown before."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from portal.cases import commands
from portal.cases.models import CasePicture
from portal.pages.models import Picture
from tests.cases.record import TEXT, drafted, published, rate, written


def picture(title):
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#345").save(file, "JPEG")
    content = ContentFile(file.getvalue(), name=f"{title}.jpg")
    return Picture.objects.create(title=title, description=f"{title}的样子", file=content)


def with_pictures(town):
    draft = written(town).get_latest_revision_as_object()
    draft.pictures = [
        CasePicture(image=picture("后"), moment="after", caption="灯亮了", sort_order=0),
        CasePicture(image=picture("前"), moment="before", sort_order=1),
    ]
    draft.save_revision(user=town.editor)
    return commands.approve(commands.submit(draft, by=town.editor), by=town.reviewer)


def read(client, case):
    return client.get(reverse("cases:case", args=[case.number]))


def test_it_tells_what_who_when_and_what_came_of_it(client, town):
    case = published(town)
    rate(case, solved="partly", satisfied=4)
    text = read(client, case).content.decode()
    for words in (*TEXT.values(), case.number, "桂雨社区", "桂雨维修队", "部分解决", "匿名公开"):
        assert words in text
    assert f"/orders/new/?like={case.number}&amp;service={town.matter.code}" in text


def test_its_address_is_its_number(client, town):
    case = published(town)
    assert case.get_absolute_url() == f"/echo/{case.number}/"


def test_draft_unknown_and_taken_down(client, town):
    draft = drafted(town)
    assert read(client, draft).status_code == 404
    assert client.get("/echo/2026-999999/").status_code == 404
    assert client.get("/echo/%F0%9F%99%82/").status_code == 404
    case = published(town)
    assert read(client, case).status_code == 200
    rate(case, consent="none")
    answer = read(client, case)
    assert answer.status_code == 410
    assert not any(words in answer.content.decode() for words in TEXT.values())


def test_pictures_stand_before_and_after_as_webp(client, town):
    case = with_pictures(town)
    text = read(client, case).content.decode()
    assert text.index("前的样子") < text.index("后的样子")
    assert text.count('type="image/webp"') == 2
    assert "灯亮了" in text


def test_the_page_takes_four_queries(client, town, django_assert_max_num_queries):
    case = with_pictures(town)
    for _more in range(3):
        published(town)
    read(client, case)
    with django_assert_max_num_queries(4):
        answer = read(client, case)
    assert len(answer.context["related"]) == 3


def test_labels_of_an_article_and_no_inline_code(client, town):
    text = read(client, published(town)).content.decode()
    for name in ("SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource", "Url"):
        assert f'<meta name="{name}"' in text
    assert not re.search(r"<script(?![^>]*src)|<style|\son\w+=|style=", text)


@pytest.mark.parametrize("method", ["post", "delete"])
def test_it_is_only_read(client, town, method):
    assert getattr(client, method)(f"/echo/{published(town).number}/").status_code == 405
