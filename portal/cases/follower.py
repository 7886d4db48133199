"""Reads the ledger for orders that closed, were rated or opened again, and keeps their cases in step."""

from collections.abc import Iterable, Sequence
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.cases.commands import keep_in_step
from portal.cases.queries import orders_naming, orders_sharing
from portal.ledger.followers import Follower
from portal.ledger.models import Entry


class CaseDraftFollower(Follower):
    """One draft for each closed order whose resident agreed; each order in a transaction of its own.

    It looks at the order as it stands, not at the entry, so an entry handled twice, or all of them
    from the first, leads to the same rows.
    """

    name = "cases"
    label = _("Cases")
    verbs = ("order.closed", "order.rated", "order.redo_opened", "order.escalated",
             "order.consent_changed", "order.merged", "order.joined", "order.parted",
             "order.unmerged", "order.suspended", "organisation.changed")  # fmt: skip

    def handle(self, entries: Sequence[Entry]) -> None:
        subjects = dict.fromkeys(entry.subject for entry in entries)
        for order_id in dict.fromkeys(chain.from_iterable(map(_orders, subjects))):
            keep_in_step(order_id)

    def reset(self) -> None:
        """Nothing is forgotten: the editors' texts are no copy of anything."""


def _orders(subject: str) -> Iterable[UUID]:
    """The order and the one it was merged into; or those whose cases name the organisation."""
    kind, _colon, key = subject.partition(":")
    return orders_sharing(UUID(key)) if kind == "order" else orders_naming(int(key))
