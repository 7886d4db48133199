"""The beats every verb shares: lock and read again, save the change, log it with its words."""

from datetime import datetime

from django.db import connection

from portal.ledger.append import Detail, append
from portal.orders.clocks.turning import turn
from portal.orders.models import Order, Remark
from portal.people.actors import Actor, actor_code
from portal.people.models import User
from portal.prepared import Read, update

LOCK = "SELECT 1 FROM orders_order WHERE id = %s FOR UPDATE"
READ = Read(
    lambda pk: (
        Order.objects.filter(pk=pk).order_by().select_related("area", "owner__area", "profile")
    )
)


def lock(order: Order) -> Order:
    """The row as it is now, locked until the transaction ends.

    Locked first, then read with what it points to: PostgreSQL would lose the row of a join whose
    owner has changed while we waited.
    """
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [order.pk])
    row = READ.first(order.pk)
    if row is None:
        raise Order.DoesNotExist
    return row


def save(order: Order, at: datetime, *fields: str) -> None:
    """Write the named fields, and that the order moved."""
    order.changed_at = at
    update(order, (*fields, "changed_at"))


def step(verb: str, order: Order, *fields: str, by: Actor, at: datetime, **details: Detail) -> None:
    """`save` and `log` in one, where nothing is written between them: the order's row is written once."""
    order.changed_at = at
    carried = turn(order, verb, at, assist=details.get("assist"))
    update(order, (*fields, *carried, "changed_at"))
    append(f"order.{verb}", order.subject, by=actor_code(by), at=at, details=details)


def remark(order: Order, verb: str, text: str, *, by: Actor, at: datetime) -> None:
    """Keep the words that go with the step, beside the order and not in the ledger."""
    person = by if isinstance(by, User) else None
    Remark.objects.create(order=order, verb=verb, text=text.strip(), by=person, at=at)


def log(verb: str, order: Order, *, by: Actor, at: datetime, **details: Detail) -> None:
    """One ledger entry; called last, because it locks the head."""
    if carried := turn(order, verb, at, assist=details.get("assist")):
        update(order, carried)
    append(f"order.{verb}", order.subject, by=actor_code(by), at=at, details=details)
