"""The search page and the command beside it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import EngineUnavailable
from tests.search import writing
from tests.search.test_fuzz import JUNK, TEXT

ADDRESS = "/search/"


@pytest.fixture
def filled(on_embedded):
    fill()
    return on_embedded


@pytest.fixture
def filled_on_both(on_engine):
    fill()
    return on_engine


def fill():
    writing.news("三盏路灯修好了", "榆钱北巷的路灯当晚复亮。")
    writing.notice("关于路灯检修的通知", "<b>夜间</b>请慢行。")
    writing.matter("路灯报修", "路灯不亮，报这里。")
    writing.case("榆钱北巷路灯连着不亮")
    writing.news("垃圾分类", "每天两次。")
    writing.follow()


def page(client, **asked):
    return client.get(ADDRESS, asked).content.decode()


def test_results_with_marks_kinds_and_counts(client, filled_on_both):
    shown = page(client, q="路灯")
    assert "三盏<mark>路灯</mark>修好了" in shown
    assert shown.count('class="filter-chip') == 5
    assert "/services/matter-" in shown
    assert "/echo/2026-000007/" in shown
    assert "垃圾分类" not in shown


def test_a_kind_can_be_chosen_and_taken_away(client, filled_on_both):
    shown = page(client, q="路灯", kind="notice")
    assert "检修的通知" in shown
    assert "三盏" not in shown
    assert 'href="/search/?q=%E8%B7%AF%E7%81%AF"' in shown


def test_pages(client, on_embedded):
    for at in range(25):
        writing.matter(f"停水服务{at}")
    writing.follow()
    first, second = page(client, q="停水"), page(client, q="停水", page="2")
    assert "page=2" in first
    assert (first.count("<article"), second.count("<article")) == (20, 5)
    assert page(client, q="停水", page="9").count("<article") == 0


@pytest.mark.parametrize(
    ("asked", "words"), [({"q": "飞机"}, "没有找到"), ({}, "两个字"), ({"q": " "}, "两个字")]
)
def test_empty_states_say_what_to_do(client, filled, asked, words):
    assert words in page(client, **asked)


def test_what_is_no_longer_public_is_not_shown(client, filled):
    from portal.pages.models import NewsPage

    NewsPage.objects.filter(title="三盏路灯修好了").update(live=False)
    shown = page(client, q="路灯")
    assert "三盏" not in shown
    assert shown.count("<article") == 3


def test_queries(client, filled, django_assert_max_num_queries):
    page(client, q="路灯")
    with django_assert_max_num_queries(6):
        assert "<article" in page(client, q="路灯")


def test_before_the_first_index_it_says_so(client, on_embedded):
    response = client.get(ADDRESS, {"q": "路灯"})
    assert (response.status_code, "正在准备" in response.content.decode()) == (200, True)


def test_an_engine_that_does_not_answer_is_said_so(client, on_embedded, monkeypatch):
    def refuse(*args):
        raise EngineUnavailable("no")

    monkeypatch.setattr(type(on_embedded), "find", refuse)
    response = client.get(ADDRESS, {"q": "路灯"})
    assert (response.status_code, "没有回应" in response.content.decode()) == (503, True)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_read_only(client, on_embedded, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_no_question_breaks_the_page(client, filled):
    @given(words=TEXT | st.sampled_from([j for j in JUNK if j != "\ud800"]), kind=st.text(max_size=5),
           page=st.text(max_size=6) | st.integers())  # fmt: skip
    @settings(max_examples=60)
    def ask(**asked):
        asked["q"] = asked.pop("words")
        assert client.get(ADDRESS, asked).status_code == 200

    ask()


def test_the_command_prints_what_the_page_shows(client, filled_on_both):
    out = StringIO()
    call_command("search", "路灯", "--limit", "2", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert list(answer) == ["query", "total", "hits"]
    assert (answer["query"], answer["total"], len(answer["hits"])) == ("路灯", 4, 2)
    shown = page(client, q="路灯")
    for hit in answer["hits"]:
        assert list(hit) == ["url", "kind", "title"]
        assert f'href="{hit["url"]}"' in shown


def test_the_command_without_an_index_says_what_to_do(on_embedded):
    with pytest.raises(CommandError, match="rebuild_index"):
        call_command("search", "路灯")
