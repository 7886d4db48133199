"""What is public is in the index as soon as the ledger has been followed, and nothing else is."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from portal.ledger.models import Bookmark, Head, Parked
from search.engines.base import EngineUnavailable, IndexMissing
from search.health import ready
from search.query import Query
from search.results import results
from tests.search import writing


def titles(words):
    return [row.title for row in results(Query(words)).rows]


def test_published_is_found_and_unpublished_is_not(on_engine):
    page, matter = writing.news("旧楼加装电梯"), writing.matter("电梯维修")
    writing.follow()
    assert sorted(titles("电梯")) == ["旧楼加装电梯", "电梯维修"]
    page.unpublish()
    matter.unpublish()
    writing.follow()
    assert (titles("电梯"), on_engine.count()) == ([], 0)


def test_an_edit_is_found_when_it_is_published_and_not_before(on_engine):
    page = writing.notice("关于停水的通知")
    writing.follow()
    page.title = "关于停电的通知"
    draft = page.save_revision()
    writing.follow()
    assert (titles("停水"), titles("停电")) == (["关于停水的通知"], [])
    draft.publish()
    writing.follow()
    assert (titles("停水"), titles("停电")) == ([], ["关于停电的通知"])


def test_deleted_is_forgotten(on_engine):
    page, matter = writing.news("路灯更换"), writing.matter("路灯报修")
    writing.follow()
    page.delete()
    matter.delete()
    writing.follow()
    assert on_engine.count() == 0


@pytest.mark.parametrize("draft", [writing.draft_news, writing.draft_matter])
def test_drafts_are_in_no_index(on_engine, draft):
    draft("未发布的路灯")
    writing.news("已发布的路灯")
    writing.follow()
    call_command("rebuild_index", stdout=StringIO())
    assert titles("路灯") == ["已发布的路灯"]


def test_a_page_behind_a_door_is_neither_filed_nor_shown(on_engine):
    page = writing.news("内部路灯名单")
    writing.follow()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles("路灯") == []
    writing.follow()
    call_command("rebuild_index", stdout=StringIO())
    assert on_engine.count() == 0


def test_handling_twice_changes_nothing(on_engine):
    writing.news("路灯更换")
    writing.follow()
    Bookmark.objects.filter(follower="search").update(seq=0)
    writing.follow()
    assert (titles("路灯"), on_engine.count()) == (["路灯更换"], 1)


def test_the_bookmark_waits_for_the_engine(on_engine, monkeypatch):
    writing.news("路灯更换")
    writing.follow()
    writing.news("路灯新装")

    def refuse(*args):
        raise EngineUnavailable("no")

    with monkeypatch.context() as patch:
        patch.setattr(type(on_engine), "apply", refuse)
        writing.follow()
    assert Bookmark.objects.get(follower="search").seq < Head.objects.get(pk=1).seq
    Bookmark.objects.update(retry_at=None)
    writing.follow()
    assert len(titles("路灯")) == 2
    assert not Parked.objects.exists()


def test_a_lost_index_is_made_anew_with_the_next_entry(on_engine):
    writing.news("路灯更换")
    with pytest.raises(IndexMissing):
        on_engine.count()
    assert not ready()[0]
    writing.follow()
    assert ready() == (True, "1 documents")


def test_nothing_published_is_ready(on_engine):
    from portal.ledger.models import Entry

    if not Entry.objects.filter(verb__startswith="page.").exists():
        assert ready()[0]


def test_reset_forgets_everything(on_engine):
    from search.follower import SearchFollower

    writing.news("路灯更换")
    writing.follow()
    SearchFollower().reset()
    assert on_engine.count() == 0
