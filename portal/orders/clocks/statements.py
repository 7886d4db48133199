"""The statements of a turn, written out: every verb waits for them while it holds its order.

Building them anew takes many times as long as running them.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Field

from portal.orders.models import Deadline, Order

FIELDS = [field for field in Deadline._meta.concrete_fields if not field.primary_key]
COLUMNS = [str(field.column) for field in FIELDS]
NAMES = ["id", *(field.attname for field in FIELDS)]
RUNNING = """
    SELECT {} FROM orders_deadline WHERE order_id = %s AND stopped_at IS NULL ORDER BY id
""".format(", ".join(["id", *COLUMNS]))  # noqa: S608 - names of our own columns
STOP = "UPDATE orders_deadline SET stopped_at = %s, wake_at = NULL, standing = %s WHERE id = %s"
ONE = "({})".format(", ".join("%s" for _column in COLUMNS))
INSERT = "INSERT INTO orders_deadline ({}) VALUES ".format(", ".join(COLUMNS))  # noqa: S608
LIMITS = """
    SELECT step, amount, unit FROM worktime_limit
    JOIN worktime_timeclass ON worktime_timeclass.id = time_class_id WHERE code = %s
"""
CARRY = """
    UPDATE orders_order SET time_class = %s, due_at = %s, due_kind = %s, due_provisional = %s, colour = %s
    WHERE id = %s
"""
CARRIED = ("time_class", "due_at", "due_kind", "due_provisional", "colour")


def running(order: Order) -> list[Deadline]:
    """The deadlines of an order that have not been stopped."""
    with connection.cursor() as cursor:
        cursor.execute(RUNNING, [_prepared(Order, "id", order.pk)])
        return [_row(values) for values in cursor.fetchall()]


def limits(time_class: str) -> dict[str, tuple[int, str]]:
    """What a time class allows: amount and unit, by step."""
    with connection.cursor() as cursor:
        cursor.execute(LIMITS, [time_class])
        return {step: (amount, unit) for step, amount, unit in cursor.fetchall()}


def stop(rows: Iterable[Deadline]) -> None:
    """Write that these were stopped."""
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(STOP, [_prepared(Deadline, "stopped_at", row.stopped_at), False, row.pk])


def insert(rows: Collection[Deadline]) -> None:
    """Write new deadlines; their keys are not read back."""
    if not rows:
        return
    values = [
        f.get_db_prep_save(getattr(row, f.attname), connection) for row in rows for f in FIELDS
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT + ", ".join(ONE for _row in rows), values)


def carry(order: Order, fields: Mapping[str, Any]) -> None:
    """Write what the order carries of its deadlines."""
    values = [_prepared(Order, name, fields[name]) for name in CARRIED]
    with connection.cursor() as cursor:
        cursor.execute(CARRY, [*values, _prepared(Order, "id", order.pk)])


def _prepared(model: type[Order | Deadline], name: str, value: Any) -> Any:
    field: Field[Any, Any] = next(f for f in model._meta.concrete_fields if f.name == name)
    return field.get_db_prep_save(value, connection)


def _row(values: Iterable[Any]) -> Deadline:
    read = {name: _read(value) for name, value in zip(NAMES, values, strict=True)}
    read["term"], read["warned"] = json.loads(read["term"]), json.loads(read["warned"])
    return Deadline.from_db(connection.alias, NAMES, list(read.values()))


def _read(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value
