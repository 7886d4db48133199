"""received = open + closed + declined + withdrawn + merged, counted twice: from rows and ledger."""

from dataclasses import dataclass

from django.db.models import Count, Q

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
    """Both counts, one query each."""
    rows, ledger = _from_rows(), _from_ledger()
    names = ("received", "open", *ENDED)
    return Balance([Line(name, rows[name], ledger[name]) for name in names])


def _from_rows() -> dict[str, int]:
    return Order.objects.aggregate(
        received=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        **{state: Count("pk", filter=Q(state=state)) for state in ENDED},
    )


def _from_ledger() -> dict[str, int]:
    found = Entry.objects.filter(verb__startswith="order.").aggregate(
        received=Count("pk", filter=Q(verb="order.placed")),
        reopened=Count("pk", filter=REOPENED),
        **{state: Count("pk", filter=Q(verb=f"order.{state}")) for state in ENDED},
    )
    found["closed"] -= found.pop("reopened")
    found["open"] = found["received"] - sum(found[state] for state in ENDED)
    return found
