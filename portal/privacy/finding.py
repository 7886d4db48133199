"""Finds personal data in Chinese free text, and hides it. Knows no form, no page and no language.

A help to the human who releases the text, never instead of that human: it reads shapes, not
meanings.
"""

from collections.abc import Iterator
from typing import NamedTuple

from portal.privacy.kinds import Kind
from portal.privacy.patterns import MACHINE, PATTERNS, SPELT, SPELT_MOBILE, Pattern
from portal.privacy.plain import plain

STAR = "*"
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


class Finding(NamedTuple):
    """Personal data of this kind stands at text[start:end] of the original text."""

    kind: Kind
    start: int
    end: int


def _matches(pattern: Pattern, text: str) -> Iterator[Finding]:
    for match in pattern.expression.finditer(text):
        start, end = match.span("x")
        if pattern.holds is None or pattern.holds(text[start:end]):
            yield Finding(pattern.kind, start, end)


def _all_matches(text: str) -> Iterator[Finding]:
    view = MACHINE.sub(lambda match: "~" * len(match.group()), plain(text))
    for pattern in PATTERNS:
        yield from _matches(pattern, view)
    yield from _matches(SPELT_MOBILE, view.translate(SPELT))


def _united(first: Finding, second: Finding) -> Finding:
    kind = min(first.kind, second.kind, key=_RANK.__getitem__)
    return Finding(kind, first.start, max(first.end, second.end))


def find(text: str) -> list[Finding]:
    """Personal data from left to right, overlapping finds united under the graver kind."""
    found: list[Finding] = []
    for finding in sorted(_all_matches(text), key=lambda finding: finding[1:]):
        if found and finding.start < found[-1].end:
            found[-1] = _united(found[-1], finding)
        else:
            found.append(finding)
    return found


def mask(text: str) -> str:
    """The text with a star for every character of personal data, until nothing more is found."""
    while findings := find(text):
        pieces, end = [], 0
        for finding in findings:
            pieces += [text[end : finding.start], STAR * (finding.end - finding.start)]
            end = finding.end
        text = "".join([*pieces, text[end:]])
    return text
