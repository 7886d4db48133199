import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("路燈壞了", "路灯坏了"),
        ("ＡＢＣ１２", "abc12"),
        ("WiFi", "wifi"),
        ("龍門陣", "龙门阵"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert analysis.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("路灯坏了", "路灯 灯坏 坏了 了"),
        ("水", "水"),
        ("3号楼WiFi坏", "3 号楼 楼 wifi 坏"),
        ("路灯，坏了！", "路灯 灯 坏了 了"),
        ("2026-000123", "2026 000123"),
        ("…！？", ""),
        ("\x00路\x00灯", "路 灯"),
    ],
)
def test_tokens(text, tokens):
    assert " ".join(analysis.tokens(text)) == tokens


def test_words_that_only_ask_are_dropped():
    assert analysis.words("我们小区路灯不亮没人管找谁") == ["小区", "路灯", "不亮"]


def test_long_latin_runs_are_cut_alike_in_text_and_query():
    long = "a" * 300
    assert list(analysis.tokens(long)) == list(analysis.pieces(long)) == ["a" * 64]


@given(st.text())
def test_folding_twice_changes_no_token(text):
    assert all(token and not token.isspace() for token in analysis.tokens(text))


@given(st.text(alphabet="路灯坏了水電燈 ，a1", min_size=2, max_size=30), st.data())
def test_a_cut_of_a_run_is_a_phrase_of_its_tokens(text, data):
    """What a bigram phrase asks for stands in the tokens of every text that holds it."""
    for run in analysis.runs(text):
        start = data.draw(st.integers(0, len(run) - 1))
        cut = run[start : start + data.draw(st.integers(2, 6))]
        if analysis.is_han(run) and len(cut) > 1:
            assert " ".join(analysis.pieces(cut)) in " ".join(analysis.tokens(text))


def test_the_character_table_is_what_opencc_says_today():
    command = [sys.executable, "tools/t2s_table.py", "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
