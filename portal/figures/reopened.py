"""Orders that ended in a week and were taken up again after it: the ledger says what the rows forgot."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from portal.ledger.chain import at_text
from portal.ledger.models import Entry
from portal.orders.models import Order
from portal.orders.reconciliation import ENDED, REOPENED

ENDINGS = {f"order.{state}": state for state in ENDED}
TAKEN_UP = REOPENED | Q(verb="order.unmerged")
AT_ONCE = 500

# Community, team kind, and by how much which number differs from what the rows say.
Correction = tuple[tuple[str, str], dict[str, int]]


def corrections(orders: QuerySet[Order], begin: datetime, end: datetime) -> Iterator[Correction]:
    """What a count of the rows misses of the week: two queries for every 500 orders taken up since."""
    later = Entry.objects.filter(TAKEN_UP, at_text__gte=at_text(end), subject__startswith="order:")
    subjects = sorted(set(later.values_list("subject", flat=True)))
    for start in range(0, len(subjects), AT_ONCE):
        yield from _of(subjects[start : start + AT_ONCE], orders, begin, end)


def _of(
    subjects: list[str], orders: QuerySet[Order], begin: datetime, end: datetime
) -> Iterator[Correction]:
    told = _last_words(subjects, begin, end)
    keys = [UUID(subject.removeprefix("order:")) for subject in subjects]
    rows = orders.filter(pk__in=keys, placed_at__lt=end).order_by("pk")
    for pk, community, kind, state, ended_at in rows.values_list(
        "pk", F("area__name"), F("matter__team_kind__name"), "state", "ended_at"
    ):
        change: dict[str, int] = defaultdict(int)
        if counted := _as_counted(state, ended_at, begin, end):
            change[counted] -= 1
        if was := told.get(f"order:{pk}", "open"):
            change[was] += 1
        yield (community, kind), {name: n for name, n in change.items() if n}


def _last_words(subjects: list[str], begin: datetime, end: datetime) -> dict[str, str]:
    """How each stood when the week was over: ended in it, open, or "" where it had ended before."""
    words = Entry.objects.filter(
        TAKEN_UP | Q(verb__in=list(ENDINGS)), subject__in=subjects, at_text__lt=at_text(end)
    )
    since, stood = at_text(begin), {}
    for subject, verb, at in words.order_by("seq").values_list("subject", "verb", "at_text"):
        ended = ENDINGS.get(verb, "open")
        stood[subject] = ended if ended == "open" or at >= since else ""
    return stood


def _as_counted(state: str, ended_at: datetime | None, begin: datetime, end: datetime) -> str:
    """Where the count of the rows has put it."""
    if ended_at is None or ended_at >= end:
        return "open"
    return state if ended_at >= begin else ""
