"""Reads the ledger and makes messages of it; what was made is never made again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ledger.followers import Follower
from portal.ledger.models import Entry
from portal.messages import events
from portal.messages.making import make
from portal.messages.wording import in_force
from portal.orders.models import Order

RELATED = ("matter", "matter_version", "profile", "area", "owner__area", "unit", "handler")


class MessageFollower(Follower):
    """One message for each entry, event and recipient; sending is the outbox's."""

    name = "messages"
    label = _("Messages")
    verbs = events.VERBS

    def handle(self, entries: Sequence[Entry]) -> None:
        """In order, each entry in a transaction of its own."""
        wordings, now = in_force(), timezone.now()
        keys = {_key(entry) for entry in entries}
        orders = Order.objects.select_related(*RELATED).in_bulk(keys)
        carried = _carried_by(keys)
        for entry in entries:
            order = orders.get(_key(entry))
            if order is not None:
                others = [] if entry.verb in events.OF_ONE else carried[order.pk]
                make(entry, [order, *others], wordings, now)

    def wants(self, entry: Entry) -> bool:
        """Exactly these verbs, and only of orders."""
        return entry.verb in self.verbs and entry.subject.startswith("order:")

    def reset(self) -> None:
        """Nothing is forgotten: a rebuild must not send again what was sent."""


def _key(entry: Entry) -> UUID:
    return UUID(entry.subject.removeprefix("order:"))


def _carried_by(keys: Iterable[UUID]) -> dict[UUID, list[Order]]:
    """The orders that are handled together with each of these, in one query."""
    carried: dict[UUID, list[Order]] = defaultdict(list)
    merged = Order.objects.filter(merged_into__in=list(keys)).select_related(
        "matter", "matter_version", "area"
    )
    for order in merged.order_by("number"):
        if order.merged_into_id is not None:
            carried[order.merged_into_id].append(order)
    return carried
