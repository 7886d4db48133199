"""What a follower is: a reader of the ledger with a bookmark of its own."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from portal.ledger.models import Entry


class Follower:
    """Base of all followers. Entries come at least once and in order, so `handle` is idempotent."""

    name: str
    # What staff read; the name where there is none.
    label: str | Promise = ""
    # Prefixes of the verbs it wants, such as "case."; the rest only move its bookmark.
    verbs: tuple[str, ...]

    def handle(self, entries: Sequence[Entry]) -> None:
        """Bring this reader up to date with the entries; raise to have them tried again later.

        Unavailable is tried again without end; anything else is parked after a few tries.
        """
        raise NotImplementedError

    def reset(self) -> None:
        """Forget everything derived, before a rebuild from the first entry."""

    def wants(self, entry: Entry) -> bool:
        """Whether the entry's verb is one this follower reads."""
        return entry.verb.startswith(self.verbs)


def followers() -> list[Follower]:
    """Every follower the settings name, in their order."""
    return [import_string(path)() for path in settings.ECHOWALL_FOLLOWERS]
