"""Makes the index anew beside the live one, and misses nothing that happens meanwhile."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.utils import timezone

from portal.ledger.holding import hold, release
from portal.ledger.models import Entry, Head
from search.engines.base import Engine
from search.sources import VERBS, everything, load_all, touched

# The name of the bookmark that the follower keeps, and that the last lap of a rebuild waits for.
FOLLOWER = "search"
_PATIENCE_S = 120.0
_PAUSE_S = 0.2


def changed_after(seq: int) -> set[str]:
    """The subjects of later entries."""
    later = Entry.objects.filter(seq__gt=seq).values_list("verb", "subject")
    return {subject for verb, subject in later.iterator() if verb.startswith(VERBS)}


def build(engine: Engine, last_lap: AbstractContextManager[object]) -> None:
    """All that is public, then what changed since; only for that must the follower stand still.

    Every change is logged in its own transaction, so a row read too early has a later entry.
    """
    start = Head.objects.get(pk=1).seq
    with engine.rebuild() as fresh:
        fresh.apply(everything())
        with last_lap:
            keys = touched(changed_after(start))
            fresh.apply(load_all(keys), keys)
            fresh.take_over()


@contextmanager
def follower_at_rest() -> Iterator[None]:
    """Hold the follower's bookmark. Raises TimeoutError when a worker keeps it too long."""
    deadline = time.monotonic() + _PATIENCE_S
    while (bookmark := hold(FOLLOWER, timezone.now())) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"a worker has kept the bookmark for {_PATIENCE_S:.0f} s")
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        release(bookmark)
