"""The one chain from text to tokens, for both engines; knows neither Django nor an engine."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rjieba

DATA = Path(__file__).parent / "data"
# The whitespace tokenizer of Elasticsearch cuts at 255 characters; cut earlier, alike everywhere.
LONGEST_WORD = 64
# Above every word of the general dictionary but its most common.
_FIELD_FREQUENCY = 200_000
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
_HAN_RUN = re.compile(f"[{HAN}]+")


@cache
def _simplified() -> dict[int, str]:
    pairs = (DATA / "t2s.txt").read_text("utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


@cache
def question_words() -> frozenset[str]:
    """Words that ask but do not describe; they never decide what is found."""
    return frozenset((DATA / "question_words.txt").read_text("utf-8").split())


def fold(text: str) -> str:
    """NFKC, lower case, Traditional to Simplified: text and query alike."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def runs(text: str) -> list[str]:
    """The Han runs and the Latin or digit runs of a text, folded, in order."""
    return _RUN.findall(fold(text))


def is_han(run: str) -> bool:
    return _HAN_RUN.fullmatch(run) is not None


def pieces(run: str) -> tuple[str, ...]:
    """What a run of a query asks for: its bigrams, or the run itself when it has no two."""
    if is_han(run) and len(run) > 1:
        return tuple(run[at : at + 2] for at in range(len(run) - 1))
    return (run[:LONGEST_WORD],)


def tokens(text: str) -> Iterator[str]:
    """What a text is filed under. The last character alone lets a prefix find every character."""
    for run in runs(text):
        yield from pieces(run)
        if is_han(run) and len(run) > 1:
            yield run[-1]


@cache
def _dictionary() -> rjieba.Jieba:
    """The general dictionary with the words of the field, which it would cut across."""
    jieba = rjieba.Jieba()
    for word in (DATA / "words.txt").read_text("utf-8").split():
        jieba.add_word(word, _FIELD_FREQUENCY, "n")
    return jieba


def words(run: str) -> list[str]:
    """A run split into dictionary words, those that only ask left out."""
    split = _dictionary().cut(run) if is_han(run) else [run]
    return [word for word in split if word not in question_words()]
