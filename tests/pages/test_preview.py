"""The editor sees the page as the public will, before anything is saved."""

import pytest
from django.urls import reverse

from portal.pages.models import NewsIndexPage
from tests.pages.conftest import draft
from tests.pages.test_release import page_form

pytestmark = pytest.mark.django_db


def test_preview_of_a_page_not_yet_saved(client, town):
    client.force_login(town.editor)
    parent = NewsIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["pages", "newspage", parent.pk])
    client.post(url, page_form("还没保存的新闻", "unsaved"))
    shown = client.get(url)
    assert shown.status_code == 200
    assert "还没保存的新闻" in shown.content.decode()


def test_preview_of_a_draft(client, town):
    page = draft(town, title="草稿里的标题")
    client.force_login(town.editor)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(url, page_form("改过的标题", page.slug))
    assert "改过的标题" in client.get(url).content.decode()


def test_a_draft_is_shown_to_staff_alone(client, town):
    page = draft(town)
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert client.get(url).status_code == 302
    client.force_login(town.editor)
    assert client.get(url).status_code == 200
