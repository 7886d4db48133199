import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import SNIPPET, marked, snippet

TAG = re.compile(r"</?mark>")


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("三盏路灯不亮", ["路灯"], "三盏<mark>路灯</mark>不亮"),
        ("三盏路燈不亮", ["路灯"], "三盏<mark>路燈</mark>不亮"),
        ("路灯不亮", ["路灯", "灯不"], "<mark>路灯不</mark>亮"),
        ("ＷｉＦｉ坏了", ["wifi"], "<mark>ＷｉＦｉ</mark>坏了"),
        ("cat concat", ["cat"], "<mark>cat</mark> concat"),
        ("㈱路灯…坏", ["路灯", "坏"], "㈱<mark>路灯</mark>…<mark>坏</mark>"),
        ("cafe\u0301 好", ["caf\u00e9"], "<mark>cafe\u0301</mark> 好"),
        ("<b>路灯</b>&", ["路灯"], "&lt;b&gt;<mark>路灯</mark>&lt;/b&gt;&amp;"),
        ("路灯", [], "路灯"),
        ("", ["路灯"], ""),
    ],
)
def test_marked(text, terms, expected):
    assert marked(text, terms) == expected


def test_a_snippet_shows_the_place_of_the_first_term():
    shown = snippet("前" * 300 + "路灯坏了" + "后" * 300, ["路灯"])
    assert "<mark>路灯</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(TAG.sub("", shown)) <= SNIPPET + 2


def test_a_snippet_without_the_term_is_the_beginning():
    assert snippet("甲\n\n  乙  丙\n", ["路灯"]) == "甲 · 乙 丙"


@given(st.text(), st.lists(st.text(min_size=1, max_size=4)))
def test_nothing_but_marks_is_added(text, terms):
    assert html.unescape(TAG.sub("", marked(text, terms))) == text
    assert "<" not in TAG.sub("", snippet(text, terms))
