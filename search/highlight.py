"""Marks what was found in the original text, whatever folding did to its length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search import analysis

SNIPPET = 110
_LEAD = 24
_BLANKS = re.compile(r"\s+")
_BETWEEN_LINES = " · "
Span = tuple[int, int]


def marked(text: str, terms: Iterable[str]) -> SafeString:
    """The whole text as safe HTML, with every term in <mark>."""
    return _html(text, _spans(text, terms))


def snippet(text: str, terms: Iterable[str]) -> SafeString:
    """The passage around the first term, or the beginning of the text; safe HTML."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.splitlines())
    flat = _BETWEEN_LINES.join(line for line in lines if line)
    spans = _spans(flat, terms)
    start = max(0, spans[0][0] - _LEAD) if spans and spans[0][1] > SNIPPET else 0
    end = min(len(flat), start + SNIPPET)
    inside = [(first - start, min(last, end) - start) for first, last in spans if first < end]
    passage = _html(flat[start:end], [span for span in inside if span[0] >= 0])
    before, after = "…" if start else "", "…" if end < len(flat) else ""
    return format_html("{}{}{}", before, passage, after)


def _html(text: str, spans: list[Span]) -> SafeString:
    ends = [0, *(last for _, last in spans)]
    starts = [*(first for first, _ in spans), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    inside = [text[first:last] for first, last in spans] + [""]
    parts = zip(between, map(_mark, inside), strict=True)
    return format_html_join("", "{}{}", parts)


def _mark(found: str) -> str:
    return format_html("<mark>{}</mark>", found) if found else ""


def _spans(text: str, terms: Iterable[str]) -> list[Span]:
    """Where the terms stand in the text, in order, those that touch joined."""
    folded, origin = _folded(text)
    found = sorted(span for term in terms for span in _places(folded, term))
    joined: list[Span] = []
    for first, last in ((origin[start][0], origin[end - 1][1]) for start, end in found):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _places(folded: str, term: str) -> Iterator[Span]:
    """A Han term stands anywhere, a Latin one only as a whole run: as the index finds them."""
    pattern = re.escape(term)
    if not analysis.is_han(term):
        pattern = rf"(?<![^\W_{analysis.HAN}]){pattern}(?![^\W_{analysis.HAN}])"
    return (match.span() for match in re.finditer(pattern, folded))


def _folded(text: str) -> tuple[str, Sequence[Span]]:
    """The folded text, and for each of its characters the place of its original."""
    whole = analysis.fold(text)
    if len(whole) == len(text):  # nothing grew, which nearly always means nothing moved
        return whole, [(at, at + 1) for at in range(len(text))]
    parts: list[str] = []
    origin: list[Span] = []
    for start, cluster in _clusters(text):
        part = _fold_cluster(cluster)
        parts.append(part)
        origin += [(start, start + len(cluster))] * len(part)
    return "".join(parts), origin


_fold_cluster = lru_cache(maxsize=8192)(analysis.fold)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the accents that follow it, as folding joins them."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, text[start:at]
            start = at
