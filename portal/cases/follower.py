"""Reads the ledger for orders that closed, were rated or opened again, and keeps their cases in step."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.cases.commands import keep_in_step
from portal.ledger.followers import Follower
from portal.ledger.models import Entry


class CaseDraftFollower(Follower):
    """One draft for each closed order whose resident agreed; each order in a transaction of its own.

    It looks at the order as it stands, not at the entry, so an entry handled twice, or all of them
    from the first, leads to the same rows.
    """

    name = "cases"
    label = _("Cases")
    verbs = ("order.closed", "order.rated", "order.redo_opened", "order.escalated")

    def handle(self, entries: Sequence[Entry]) -> None:
        for order_id in dict.fromkeys(entry.subject.removeprefix("order:") for entry in entries):
            keep_in_step(UUID(order_id))

    def reset(self) -> None:
        """Nothing is forgotten: the editors' texts are no copy of anything."""
