"""Reads the ledger and makes messages of it; what was made is never made again."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ledger.followers import Follower
from portal.ledger.models import Entry
from portal.messages import events
from portal.messages.making import make
from portal.messages.wording import in_force
from portal.orders.models import Order

RELATED = ("matter", "area", "owner__area", "unit", "handler")


class MessageFollower(Follower):
    """One message for each entry, event and recipient; sending is the outbox's."""

    name = "messages"
    label = _("Messages")
    verbs = events.VERBS

    def handle(self, entries: Sequence[Entry]) -> None:
        """In order, each entry in a transaction of its own."""
        wordings, now = in_force(), timezone.now()
        keys = {UUID(entry.subject.removeprefix("order:")) for entry in entries}
        orders = Order.objects.select_related(*RELATED).in_bulk(keys)
        for entry in entries:
            order = orders.get(UUID(entry.subject.removeprefix("order:")))
            if order is not None:
                make(entry, [order], wordings, now)

    def wants(self, entry: Entry) -> bool:
        """Exactly these verbs, and only of orders."""
        return entry.verb in self.verbs and entry.subject.startswith("order:")

    def reset(self) -> None:
        """Nothing is forgotten: a rebuild must not send again what was sent."""
