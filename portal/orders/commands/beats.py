"""The beats every verb shares: lock and read again, save the change, log it with its words."""

from datetime import datetime

from django.db import connection

from portal.ledger.append import Detail, append
from portal.orders.clocks.turning import turn
from portal.orders.models import Order, Remark
from portal.people.actors import Actor, actor_code
from portal.people.models import User


def lock(order: Order) -> Order:
    """The row as it is now, locked until the transaction ends.

    Locked first, then read with what it points to: PostgreSQL would lose the row of a join whose
    owner has changed while we waited.
    """
    row = Order.objects.filter(pk=order.pk)
    if connection.features.has_select_for_update:
        row.order_by().select_for_update().values_list("pk").get()
    return row.select_related("area", "owner__area", "profile").get()


def save(order: Order, at: datetime, *fields: str) -> None:
    """Write the named fields, and that the order moved."""
    order.changed_at = at
    order.save(update_fields=[*fields, "changed_at"])


def remark(order: Order, verb: str, text: str, *, by: Actor, at: datetime) -> None:
    """Keep the words that go with the step, beside the order and not in the ledger."""
    person = by if isinstance(by, User) else None
    Remark.objects.create(order=order, verb=verb, text=text.strip(), by=person, at=at)


def log(verb: str, order: Order, *, by: Actor, at: datetime, **details: Detail) -> None:
    """One ledger entry; called last, because it locks the head."""
    turn(order, verb, at, assist=details.get("assist"))
    append(f"order.{verb}", order.subject, by=actor_code(by), at=at, details=details)
