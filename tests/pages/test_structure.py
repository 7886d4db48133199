"""A bare installation, without the demo, is a working site with closed doors."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, Site

from portal.cases.models import Case
from portal.pages.models import Channel, HomePage
from tests.pages.conftest import draft, released

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/news/", "/notices/"])
def test_bare_pages_answer_in_chinese(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert 'lang="zh-Hans"' in response.content.decode()


def test_the_welcome_page_is_gone():
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert Page.objects.count() == 4
    assert Page.find_problems() == ([], [], [], [], [])
    assert Locale.objects.get().language_code == "zh-hans"


def test_nobody_holds_the_right_to_publish():
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_editors_keep_the_site_facts(town):
    right = Permission.objects.get(codename="change_channel")
    assert town.editor.has_perm(f"pages.{right.codename}")
    assert not town.reviewer.has_perm(f"pages.{right.codename}")


@pytest.mark.parametrize(("path", "status"), [("?page=1", 200), ("?page=2", 404), ("?page=x", 404)])
def test_a_page_of_the_list_beyond_the_end_is_not_found(client, path, status):
    assert client.get(f"/news/{path}").status_code == status


def test_a_news_item_is_public_and_a_draft_is_not(client, town):
    page, hidden = released(town), draft(town, title="还没写完")
    assert "屋面修好了" in client.get("/").content.decode()
    assert client.get(page.url).status_code == 200
    assert client.get(f"/news/{hidden.slug}/").status_code == 404


def test_site_facts_reach_the_next_page(client):
    channel = Channel.objects.get()
    client.get("/")
    channel.sponsor = "清和区委组织部"
    channel.save()
    assert "清和区委组织部" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/nowhere/", "/news/nowhere/"])
def test_a_wrong_address_says_what_to_do(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


def test_the_latest_outcomes_stand_on_the_home_page(client, town):
    case = closed_case(town)
    shown = client.get("/").content.decode()
    assert case.title in shown
    assert f"/echo/{case.number}/" in shown


def closed_case(town):
    """A public case as its own room would leave it."""
    now = timezone.now()
    return Case.objects.create(
        number="2026-000001", category=town.matter.category, area=town.community, placed_on=now,
        closed_on=now, year=now.year, solved="yes", satisfied=5, disclosure="anonymous", from_seq=1,
        title="楼道灯亮了", matter_text="灯不亮", measures="换灯", result="亮了", live=True,
        first_published_at=now,
    )  # fmt: skip
