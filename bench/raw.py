"""The yardstick: the bare driver writes the same rows, under the same locks, in the same transaction."""

import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import psycopg

Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Rows:
    """An order and its first deadlines, column by column as the database holds them."""

    order: dict[str, Any]
    deadlines: list[dict[str, Any]]


def starter(url: str) -> Callable[[list[Statement]], None]:
    """`act(statements)`: one transaction on a connection of its own."""
    return _sqlite(url) if url.startswith("sqlite") else _postgres(url)


def _sqlite(url: str) -> Callable[[list[Statement]], None]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")

    def act(statements: list[Statement]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        _run(
            connection,
            [(s.replace("%s", "?").replace(" FOR UPDATE", ""), p) for s, p in statements],
        )
        connection.execute("COMMIT")

    return act


def _postgres(url: str) -> Callable[[list[Statement]], None]:
    connection = psycopg.connect(url, autocommit=True)

    def act(statements: list[Statement]) -> None:
        with connection.transaction():
            _run(connection, statements)

    return act


def _run(connection: Any, statements: list[Statement]) -> None:
    seq = None
    for statement, parameters in statements:
        given = [seq if value is SEQ else value for value in parameters]
        cursor = connection.execute(statement, given)
        if cursor.description:
            seq = cursor.fetchone()[0] + 1


class Place(Enum):
    """Stands where the number read under the lock goes."""

    SEQ = auto()


SEQ = Place.SEQ


def place_like(rows: Rows) -> list[Statement]:
    """What placing writes: the counter, the order, its first deadlines, the entry, the head."""
    return [
        ("SELECT last FROM orders_serial WHERE year = 1999 FOR UPDATE", []),
        ("UPDATE orders_serial SET last = %s WHERE year = 1999", [SEQ]),
        _insert("orders_order", [rows.order], "number"),
        _insert("orders_deadline", rows.deadlines),
        *_entry(),
    ]


def accept_like(pk: Any, handler: int, rows: Rows) -> list[Statement]:
    """What accepting writes: a deadline stopped and one begun, the order, the entry, the head."""
    return [
        ("SELECT redo_count FROM orders_order WHERE id = %s FOR UPDATE", [pk]),
        (
            "UPDATE orders_deadline SET stopped_at = started_at, wake_at = NULL, standing = (1 = 0)"
            " WHERE order_id = %s AND kind = 'accept'",
            [pk],
        ),
        _insert("orders_deadline", [{**rows.deadlines[0], "order_id": pk, "kind": "contact"}]),
        (
            "UPDATE orders_order SET state = %s, handler_id = %s, accepted_at = changed_at,"
            " due_at = placed_at, due_kind = 'contact' WHERE id = %s",
            ["accepted", handler, pk],
        ),
        *_entry(),
    ]


def _insert(table: str, rows: list[dict[str, Any]], counted: str = "") -> Statement:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    one = ", ".join("CAST(%s AS varchar(16))" if name == counted else "%s" for name in rows[0])
    marks = ", ".join(f"({one})" for _row in rows)
    return f"INSERT INTO {table} ({columns}) VALUES {marks}", [
        v for row in rows for v in row.values()
    ]


def _entry() -> list[Statement]:
    digest = "f" * 64
    return [
        ("SELECT seq FROM ledger_head WHERE id = 1 FOR UPDATE", []),
        (
            "INSERT INTO ledger_entry (seq, at_text, verb, subject, actor, details_text, prev_hash, hash)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [SEQ, "2026-01-01T00:00:00.000000Z", "order.placed", f"order:{uuid.uuid4()}",
             "resident", '{"number":"2026-000001","owner":"gy"}', digest, digest],
        ),
        ("UPDATE ledger_head SET seq = %s, hash = %s WHERE id = 1", [SEQ, digest]),
    ]  # fmt: skip
