"""Pages by key, not by number: a new case on top shifts nothing, and the last page costs no more."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from portal.cases.models import Case

PAGE_LENGTH = 12
CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Key = tuple[datetime, int]


@dataclass(frozen=True)
class Page:
    """Cases, newest first, and the cursors of the neighbouring pages ("" where there is none)."""

    cases: list[Case]
    newer: str
    older: str


def page(cases: QuerySet[Case], *, before: str = "", after: str = "") -> Page:
    """The page older than `before`, else newer than `after`, else the first; one or two queries.

    A cursor that cannot be read, or has no full page on its newer side, leads to the first page.
    """
    if key := _key(before):
        return _older_than(cases, key)
    if key := _key(after):
        rows = list(cases.filter(_newer(key)).order_by("moved_on", "pk")[: PAGE_LENGTH + 1])
        if len(rows) > PAGE_LENGTH:
            shown = rows[PAGE_LENGTH - 1 :: -1]
            return Page(shown, newer=_cursor(shown[0]), older=_cursor(shown[-1]))
    return _first(cases)


def _first(cases: QuerySet[Case]) -> Page:
    rows = list(cases.order_by("-moved_on", "-pk")[: PAGE_LENGTH + 1])
    shown = rows[:PAGE_LENGTH]
    return Page(shown, newer="", older=_cursor(shown[-1]) if len(rows) > PAGE_LENGTH else "")


def _older_than(cases: QuerySet[Case], key: Key) -> Page:
    rows = list(cases.filter(_older(key)).order_by("-moved_on", "-pk")[: PAGE_LENGTH + 1])
    shown = rows[:PAGE_LENGTH]
    # Nothing older any more: the way back starts from the cursor itself.
    newer = _cursor(shown[0]) if shown else _write(key)
    return Page(shown, newer=newer, older=_cursor(shown[-1]) if len(rows) > PAGE_LENGTH else "")


def _older(key: Key) -> Q:
    moved_on, pk = key
    return Q(moved_on__lt=moved_on) | Q(moved_on=moved_on, pk__lt=pk)


def _newer(key: Key) -> Q:
    moved_on, pk = key
    return Q(moved_on__gt=moved_on) | Q(moved_on=moved_on, pk__gt=pk)


def _cursor(case: Case) -> str:
    return _write((case.moved_on, case.pk))


def _write(key: Key) -> str:
    return f"{(key[0] - EPOCH) // timedelta(microseconds=1)}-{key[1]}"


def _key(text: str) -> Key | None:
    match = CURSOR.fullmatch(text)
    if match is None:
        return None
    try:
        return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError:
        return None
