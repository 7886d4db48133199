"""received = open + closed + declined + withdrawn + merged, counted twice: from rows and ledger."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from portal.ledger.models import Entry
from portal.orders.models import Order
from portal.orders.states import OPEN

ENDED = ("closed", "declined", "withdrawn", "merged")
# A rating that reopens a closed order takes it out of the closed again.
REOPENED = Q(
    verb__in=("order.redo_opened", "order.escalated"), details_text__contains='"source":"closed"'
)


@dataclass(frozen=True)
class Line:
    """One line of the balance."""

    name: str
    rows: int
    ledger: int

    @property
    def agrees(self) -> bool:
        """Whether rows and ledger tell the same."""
        return self.rows == self.ledger


@dataclass(frozen=True)
class Balance:
    """The lines received, open, closed, declined, withdrawn, merged."""

    lines: list[Line]

    @property
    def agrees(self) -> bool:
        """Every line agrees, and received is the sum of the rest."""
        received, *rest = self.lines
        return all(line.agrees for line in self.lines) and received.rows == sum(
            r.rows for r in rest
        )


def balance() -> Balance:
    """Both counts in one statement: nobody can place an order between the two."""
    found = {"rows": Counter[str](), "ledger": Counter[str]()}
    for side, word, n in _rows().union(_entries(), _reopened(), all=True):
        found[side][word] += n
    rows, ledger = _from_rows(found["rows"]), _from_ledger(found["ledger"])
    return Balance([Line(name, rows[name], ledger[name]) for name in ("received", "open", *ENDED)])


def _rows() -> QuerySet[Order, Any]:
    return _counted(Order.objects.all(), "rows", F("state"))


def _entries() -> QuerySet[Entry, Any]:
    verbs = [f"order.{word}" for word in ("placed", *ENDED, "unmerged")]
    return _counted(Entry.objects.filter(verb__in=verbs), "ledger", F("verb"))


def _reopened() -> QuerySet[Entry, Any]:
    return _counted(Entry.objects.filter(REOPENED), "ledger", _text("reopened"))


def _counted(rows: QuerySet[Any], side: str, word: F | Value) -> QuerySet[Any, Any]:
    told = rows.order_by().annotate(side=_text(side), word=word).values("side", "word")
    return told.annotate(n=Count("pk")).values_list("side", "word", "n")


def _text(word: str) -> Value:
    return Value(word, output_field=CharField())


def _from_rows(states: Counter[str]) -> dict[str, int]:
    return {
        "received": states.total(),
        "open": sum(states[state] for state in OPEN),
        **{state: states[state] for state in ENDED},
    }


def _from_ledger(verbs: Counter[str]) -> dict[str, int]:
    ended = {state: verbs[f"order.{state}"] for state in ENDED}
    ended["closed"] -= verbs["reopened"]
    ended["merged"] -= verbs["order.unmerged"]
    received = verbs["order.placed"]
    return {"received": received, "open": received - sum(ended.values()), **ended}
