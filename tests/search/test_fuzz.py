"""Whatever is typed is a question; no engine ever answers with an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import LONGEST, Query, plans, search
from tests.search.corpus import generated, start

JUNK = [
    "\x00",
    "路\x00灯",
    "\"'`\\",
    '路灯" OR *:*',
    "title:路灯",
    "[*",
    "(((",
    "a" * 10_000,
    "路" * 10_000,
    "路灯 " * 5_000,
    "😀😀",
    "路灯😀",
    "\ud800",
    "٣٤",
    "e\u0301",
    "ﷺ",
    "\u202e路灯",
    "水.*",
    "AND OR NOT",
    "-路灯",
    "路灯~2",
    "%00",
    "<script>",
    "々",
    "〇〇",
    "𠮷野家",
    "\u3000",
]
TEXT = st.text(max_size=60) | st.text(alphabet="路灯坏了水电 a1\"*\\'()：，\x00😀", max_size=40)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    from search.engines.embedded import EmbeddedEngine

    return start(EmbeddedEngine(tmp_path_factory.mktemp("fuzz")), generated(200))


@pytest.mark.parametrize("words", JUNK, ids=range(len(JUNK)))
def test_junk_is_answered(engine, words):
    engine.apply(generated(5))
    found = search(engine, Query(words))
    assert found.hits.total >= len(found.hits.keys) >= 0


@given(words=TEXT, page=st.integers(), kind=st.text(max_size=9))
@settings(max_examples=800)
def test_any_text_page_and_kind_is_answered(filled, words, page, kind):
    hits = search(filled, Query(words, (kind,) if kind else (), page)).hits
    assert len(hits.keys) <= hits.total


@given(st.text(max_size=500))
def test_plans_are_short_and_possible(words):
    for plan in plans(words):
        assert 1 <= plan.required <= len(plan.clauses) <= 32
        assert sum(len(clause.text) for clause in plan.clauses) <= LONGEST * 18
