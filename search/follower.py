"""Keeps the index at the ledger's head. Works after the fact, from today's rows only."""

from collections.abc import Sequence
from contextlib import nullcontext

from django.utils.translation import gettext_lazy as _

from portal.ledger.followers import Follower
from portal.ledger.models import Entry
from search.engines.base import IndexMissing
from search.engines.selected import engine
from search.rebuild import FOLLOWER, build
from search.sources import VERBS, load_all, touched


class SearchFollower(Follower):
    """Files what is public of the subjects that changed and forgets the rest.

    Returns after the engine's commit, so the bookmark never runs ahead of the index.
    """

    name = FOLLOWER
    label = _("Search")
    verbs = VERBS

    def handle(self, entries: Sequence[Entry]) -> None:
        keys = touched(entry.subject for entry in entries)
        try:
            # Read when the engine asks, behind its lock: of two workers the later one writes last.
            engine().apply(load_all(keys), keys)
        except IndexMissing:
            # None yet, or of another version: everything public, these entries included.
            build(engine(), nullcontext())

    def reset(self) -> None:
        """An index that holds nothing."""
        with engine().rebuild() as fresh:
            fresh.take_over()
