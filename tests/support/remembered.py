"""What many tests begin with walks the real verbs once a database; then its rows are put back.

Each test still begins with an empty database and is rolled back to it: nothing is shared but time.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.db import connection

Row = tuple
Rows = dict[str, list[Row]]


@dataclass
class Memory:
    """What a builder left behind in one database: its result, and the rows that came or changed."""

    result: bytes = b""
    added: Rows = field(default_factory=dict)
    changed: list[tuple[str, Row, Row]] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)

    def put_back(self) -> object:
        with connection.cursor() as cursor:
            for table, rows in self.added.items():
                cursor.execute(self._insert(table, len(rows)), [one for row in rows for one in row])
            for table, before, after in self.changed:
                cursor.execute(self._update(table, before), [*after, *_known(before)])
                assert cursor.rowcount == 1, f"{table} is not as it was before the first time"
        return pickle.loads(self.result)

    def _insert(self, table: str, count: int) -> str:
        row = f"({', '.join(['%s'] * len(self.columns[table]))})"
        names = ", ".join(map(_quoted, self.columns[table]))
        return f"INSERT INTO {_quoted(table)} ({names}) VALUES {', '.join([row] * count)}"

    def _update(self, table: str, before: Row) -> str:
        names = [_quoted(name) for name in self.columns[table]]
        now = ", ".join(f"{name} = %s" for name in names)
        was = " AND ".join(
            f"{name} IS NULL" if value is None else f"{name} = %s"
            for name, value in zip(names, before, strict=True)
        )
        return f"UPDATE {_quoted(table)} SET {now} WHERE {was}"


def remembered(build: Callable) -> Callable:
    """`build` takes nothing, and finds in a database always the same: nothing, or its own parts.

    The first time in a database it only runs (a database of one test is built once), the second
    time it is watched, and from the third on its rows are put back under the keys they had.
    """
    known: dict[str, Memory | None] = {}

    @wraps(build)
    def again():
        name = str(connection.settings_dict["NAME"])
        if memory := known.get(name):
            return memory.put_back()
        if name not in known:
            known[name] = None
            return build()
        before = _everything()
        result = build()
        known[name] = _learnt(before, result)
        return result

    return again


def _learnt(before: Rows, result: object) -> Memory:
    memory = Memory(pickle.dumps(result))
    for table, rows in _everything().items():
        old, new = set(before[table]), set(rows)
        if old == new:
            continue
        memory.columns[table] = _columns(table)
        key = memory.columns[table].index(_key(table))
        was = {row[key]: row for row in old - new}
        memory.added[table] = [row for row in rows if row not in old and row[key] not in was]
        memory.changed += [
            (table, was.pop(row[key]), row) for row in rows if row not in old and row[key] in was
        ]
        assert not was, f"rows of {table} are gone: this cannot be put back"
    memory.added = {table: rows for table, rows in memory.added.items() if rows}
    return memory


def _everything() -> Rows:
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in _tables(cursor)}


def _rows(cursor, table: str) -> list[Row]:
    cursor.execute(f"SELECT * FROM {_quoted(table)} ORDER BY 1")
    return cursor.fetchall()


def _tables(cursor) -> list[str]:
    found = connection.introspection.get_table_list(cursor)
    return [one.name for one in found if one.type == "t" and "_fts" not in one.name]


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")
        return [column[0] for column in cursor.description]


def _key(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def _known(row: Row) -> list:
    return [value for value in row if value is not None]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
