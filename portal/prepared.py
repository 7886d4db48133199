"""Statements built once and run often, for the few reads and writes that every verb waits for.

Building a query takes several times as long as running it. What a row means stays with its model.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
Given = str | UUID | int | date
AnyField: TypeAlias = "Field[Any, Any]"
Row = list[Any]


class Read(Generic[M]):
    """A query that differs only in what it is given: texts, keys and days, as many as `build` takes.

    `build` must use each of them as a parameter, and nothing else may change between two calls.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build

    def rows(self, *given: Given) -> list[M]:
        """What it finds, with what it points to and is annotated; nothing where nothing is given."""
        if not given:
            return []
        # A statement lives with its connection, so no thread sees another one's.
        kept: dict[Any, _Statement[M]] = vars(connections[DEFAULT_DB_ALIAS]).setdefault("kept", {})
        key = self, tuple(type(one) for one in given)
        if key not in kept:
            kept[key] = _Statement(self.build, given)
        return kept[key].run(given)

    def first(self, *given: Given) -> M | None:
        """The first it finds."""
        return next(iter(self.rows(*given)), None)


class _Statement(Generic[M]):
    """The text of a query on one database, and how its rows become objects (as ModelIterable does)."""

    def __init__(self, build: Callable[..., QuerySet[M]], given: Collection[Given]) -> None:
        marks = [_mark(place, one) for place, one in enumerate(given)]
        self.compiler = build(*marks).query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = self.compiler.as_sql()
        self.fixed = list(parameters)
        bound = [_bound(mark) for mark in marks]
        self.slots = [(i, bound.index(one)) for i, one in enumerate(self.fixed) if one in bound]
        if {place for _slot, place in self.slots} != set(range(len(marks))):
            raise TypeError("Each thing given is used in the query.")
        select, found = self.compiler.select, self.compiler.klass_info
        self.model: type[M] = found["model"]
        self.start, self.end = found["select_fields"][0], found["select_fields"][-1] + 1
        self.names = [one[0].target.attname for one in select[self.start : self.end]]
        self.related = get_related_populators(found, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        self.annotated: dict[str, int] = self.compiler.annotation_col_map or {}
        self.converters = self.compiler.get_converters([one[0] for one in select])

    def run(self, given: Iterable[Given]) -> list[M]:
        parameters, bound = self.fixed.copy(), [_bound(one) for one in given]
        for slot, place in self.slots:
            parameters[slot] = bound[place]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        return [self._object(row) for row in self.compiler.apply_converters(found, self.converters)]

    def _object(self, row: Row) -> M:
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.start : self.end])
        for populator in self.related:
            populator.populate(row, one)
        for name, place in self.annotated.items():
            setattr(one, name, row[place])
        return one


def values(row: Model) -> dict[str, Any]:
    """Its columns as the database takes them, for `insert`; a key that the database counts is left out."""
    connection = connections[DEFAULT_DB_ALIAS]
    return {
        column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for column, field in _columns(type(row)).items()
    }


def insert(model: type[Model], rows: Collection[dict[str, Any]]) -> None:
    """Write new rows of `values`; keys that the database counts are not read back."""
    if not rows:
        return
    columns = _columns(model)
    given = [row[column] for row in rows for column in columns]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_insert(model, len(rows)), given)


def update(row: Model, names: Iterable[str]) -> None:
    """Write the named fields of a row that is there. Raises DatabaseError when it is not."""
    connection, fields = connections[DEFAULT_DB_ALIAS], _named(type(row), tuple(names))
    given = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), fields), given)
        if cursor.rowcount != 1:
            raise DatabaseError(f"{type(row).__name__} to be written is not there.")


@cache
def _columns(model: type[Model]) -> dict[str, AnyField]:
    fields = model._meta.concrete_fields
    return {str(f.column): f for f in fields if f is not model._meta.auto_field}


@cache
def _insert(model: type[Model], rows: int) -> str:
    columns = _columns(model)
    names = ", ".join(f'"{column}"' for column in columns)
    one = "({})".format(", ".join("%s" for _column in columns))
    # Names of our own columns only; every value is a parameter.
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {", ".join([one] * rows)}'  # noqa: S608


@cache
def _named(model: type[Model], names: tuple[str, ...]) -> tuple[AnyField, ...]:
    """The fields of an update, the key last."""
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return *(by_name[name] for name in names), model._meta.pk


@cache
def _update(model: type[Model], fields: tuple[AnyField, ...]) -> str:
    *changed, key = fields
    columns = ", ".join(f'"{field.column}" = %s' for field in changed)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{key.column}" = %s'  # noqa: S608


def _mark(place: int, like: Given) -> Given:
    """A value that nothing else in a query has."""
    match like:
        case UUID():
            return UUID(int=place)
        case int():
            return 2**62 + place
        case date():
            return date.max - timedelta(days=place)
    return f"\0{place}"


def _bound(one: Given) -> Any:
    """A key or a day as the database writes it."""
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(one, UUID) and not connection.features.has_native_uuid_field:
        return one.hex
    return connection.ops.adapt_datefield_value(one) if isinstance(one, date) else one
