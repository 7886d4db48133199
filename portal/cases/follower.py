"""Reads the ledger for what happened to orders, and keeps their cases in step."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.cases.commands import keep_in_step
from portal.cases.queries import orders_naming, orders_told_of
from portal.ledger.followers import Follower
from portal.ledger.models import Entry


class CaseDraftFollower(Follower):
    """One draft for each closed order whose resident agreed; each order in a transaction of its own.

    It looks at the order as it stands, not at the entry, so an entry handled twice, or all of them
    from the first, leads to the same rows.
    """

    name = "cases"
    label = _("Cases")
    # Every step may be one that a case under way shows.
    verbs = ("order.", "organisation.changed")

    def handle(self, entries: Sequence[Entry]) -> None:
        keys: dict[str, list[str]] = {"order": [], "organisation": []}
        for entry in entries:
            kind, _colon, key = entry.subject.partition(":")
            keys[kind].append(key)
        found = list(orders_told_of({UUID(key) for key in keys["order"]}))
        for key in dict.fromkeys(keys["organisation"]):
            found += orders_naming(int(key))
        for order_id in dict.fromkeys(found):
            keep_in_step(order_id)

    def reset(self) -> None:
        """Nothing is forgotten: the editors' texts are no copy of anything."""
