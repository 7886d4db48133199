"""What is public is in the index as soon as the ledger has been followed, and nothing else is."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.cases.follower import CaseDraftFollower
from portal.cases.models import Case
from portal.ledger.follow import drain
from portal.ledger.models import Bookmark, Entry, Head, Parked
from search.engines.base import EngineUnavailable, IndexMissing
from search.follower import SearchFollower
from search.health import ready
from search.query import Query
from search.results import results
from tests.search import writing
from tests.support.town import build_town, order_in


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


@pytest.mark.parametrize(
    "words", ["路灯", "路燈", "台阶", "受潮", "2026-000007", "榆钱北巷的台阶谁来修"]
)
def test_a_case_is_found_by_its_public_words_and_number(on_engine, words):
    writing.case("三盏路灯连着不亮")
    writing.case("楼上漏水", "2026-000008", matter_text="厨房渗水", measures="补漏", result="干了")
    writing.follow()
    found = results(Query(words))
    assert found.rows[0].title == "三盏路灯连着不亮"
    assert found.rows[0].url == "/echo/2026-000007/"


def test_a_case_taken_back_is_gone(on_engine):
    case = writing.case("三盏路灯连着不亮")
    writing.follow()
    case.unpublish()
    writing.follow()
    assert (titles("路灯"), on_engine.count()) == ([], 0)


def test_a_case_no_longer_disclosed_is_not_shown_even_before_the_follower_comes(on_engine):
    case = writing.case("三盏路灯连着不亮")
    writing.follow()
    type(case).objects.filter(pk=case.pk).update(live=False, disclosure="not")
    assert titles("路灯") == []


@pytest.mark.parametrize("draft", [writing.draft_news, writing.draft_matter, writing.draft_case])
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
    if not Entry.objects.filter(verb__startswith="page.").exists():
        assert ready()[0]


def test_reset_forgets_everything(on_engine):
    writing.news("路灯更换")
    writing.follow()
    SearchFollower().reset()
    assert on_engine.count() == 0


def test_what_a_resident_wrote_is_in_no_index(on_engine):
    town = build_town()
    order = order_in(town, "closed", text="陈女士的手机13912345678一直打不通")
    drain(CaseDraftFollower(), timezone.now)
    assert Case.objects.filter(number=order.number).exists()
    call_command("rebuild_index", stdout=StringIO())
    writing.follow()
    assert [titles(words) for words in ("陈女士", "13912345678", "打不通", order.number)] == [
        []
    ] * 4
