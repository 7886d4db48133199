"""Who did it: staff, the resident of one order, or the clock. Verbs take one as `by=`."""

from dataclasses import dataclass
from uuid import UUID

from portal.people.models import User


@dataclass(frozen=True)
class Resident:
    """The asker of one order, proven by number and query code or by the session that placed it."""

    order_id: UUID


@dataclass(frozen=True)
class Clock:
    """The house itself, acting on a rule; `name` says which."""

    name: str


Actor = User | Resident | Clock


def actor_code(by: Actor) -> str:
    """The reference the ledger keeps: never a name, never a number that identifies a resident."""
    match by:
        case User():
            return "resident" if by.is_resident else f"staff:{by.pk}"
        case Resident():
            return "resident"
        case Clock():
            return f"clock:{by.name}"
