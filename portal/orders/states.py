"""The states of an order and every edge between them, as one table. No database, no rule.

A profile may remove steps; nothing but this table adds one. docs/states.md is drawn from it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.people.roles import Role


class State(TextChoices):
    """Where an order stands. DESIGN 5; the labels may be renamed by a profile."""

    PLACED = "placed", _("Placed")
    ADMITTED = "admitted", _("Admitted")
    DISPATCHED = "dispatched", _("Dispatched")
    ACCEPTED = "accepted", _("Accepted")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    RETURNED = "returned", _("Returned for details")
    ESCALATED = "escalated", _("Raised one level")
    SUSPENDED = "suspended", _("Suspended")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


class Who(StrEnum):
    """Who may take an edge: a role over the order, its resident, or the clock."""

    CLERK = Role.CLERK.value
    HANDLER = Role.HANDLER.value
    COORDINATOR = Role.COORDINATOR.value
    RESIDENT = "resident"
    CLOCK = "clock"


class Verb(TextChoices):
    """What can be done to an order. The labels are those of the buttons."""

    ADMIT = "admit", _("Admit")
    DISPATCH = "dispatch", _("Dispatch")
    ACCEPT = "accept", _("Accept")
    ANSWER = "answer", _("Answer")
    RATE = "rate", _("Rate")
    CLOSE = "close", _("Close")
    RETURN_FOR_INFO = "return_for_info", _("Ask the resident for details")
    SUPPLEMENT = "supplement", _("Add details")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    TURN_DOWN = "turn_down", _("Give back to the community")
    REDO = "redo", _("Handle again")
    ESCALATE = "escalate", _("Raise one level")
    REROUTE = "reroute", _("Re-route")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    MERGE = "merge", _("Merge")
    UNMERGE = "unmerge", _("Undo the merge")
    RECORD_CONTACT = "record_contact", _("Record a contact")


@dataclass(frozen=True)
class Edge:
    """From one state by one verb to another, taken by one of `who`, needing `requires`."""

    source: State
    verb: Verb
    target: State
    who: frozenset[Who]
    requires: tuple[str, ...] = ()


def _edges(
    sources: tuple[State, ...],
    verb: Verb,
    targets: tuple[State, ...],
    who: tuple[Who, ...],
    *requires: str,
) -> list[Edge]:
    return [Edge(s, verb, t, frozenset(who), requires) for s in sources for t in targets]


S, V, W = State, Verb, Who
STAFF = (W.CLERK, W.COORDINATOR)
EDGES: tuple[Edge, ...] = (
    *_edges((S.PLACED,), V.ADMIT, (S.ADMITTED,), STAFF),
    *_edges((S.ADMITTED,), V.DISPATCH, (S.DISPATCHED,), STAFF, "unit"),
    *_edges((S.ESCALATED,), V.DISPATCH, (S.DISPATCHED,), (W.COORDINATOR,), "unit"),
    *_edges((S.DISPATCHED,), V.ACCEPT, (S.ACCEPTED,), (W.HANDLER,)),
    *_edges((S.ACCEPTED,), V.ANSWER, (S.ANSWERED,), (W.HANDLER,), "four elements"),
    *_edges((S.ANSWERED,), V.CLOSE, (S.CLOSED,), STAFF),
    # Back to where it came from: the order remembers which of the two.
    *_edges((S.PLACED, S.ADMITTED), V.RETURN_FOR_INFO, (S.RETURNED,), STAFF, "what is missing"),
    *_edges((S.RETURNED,), V.SUPPLEMENT, (S.PLACED, S.ADMITTED), (W.RESIDENT,), "details"),
    *_edges((S.PLACED, S.ADMITTED), V.DECLINE, (S.DECLINED,), STAFF, "reason", "right channel"),
    *_edges(
        (S.PLACED, S.ADMITTED, S.DISPATCHED, S.RETURNED), V.WITHDRAW, (S.WITHDRAWN,), (W.RESIDENT,)
    ),
    *_edges((S.DISPATCHED, S.ACCEPTED), V.TURN_DOWN, (S.ADMITTED,), (W.HANDLER,), "reason"),
    # A rating of "no" or of the two lowest levels opens one redo; the second raises the order.
    *_edges((S.ANSWERED, S.CLOSED), V.REDO, (S.DISPATCHED,), (W.RESIDENT,), "bad rating"),
    *_edges((S.ANSWERED, S.CLOSED), V.ESCALATE, (S.ESCALATED,), (W.RESIDENT,), "second bad rating"),
    *_edges(
        (S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED), V.ESCALATE, (S.ESCALATED,),
        (W.CLERK, W.COORDINATOR, W.CLOCK), "reason",
    ),
    *_edges((S.DISPATCHED, S.ACCEPTED), V.REROUTE, (S.DISPATCHED,), STAFF, "reason", "unit"),
    *_edges(
        (S.ADMITTED, S.DISPATCHED, S.ACCEPTED), V.SUSPEND, (S.SUSPENDED,), STAFF,
        "public reason", "review date",
    ),
    *_edges(
        (S.SUSPENDED,), V.RESUME, (S.ADMITTED, S.DISPATCHED, S.ACCEPTED), (*STAFF, W.CLOCK)
    ),
    *_edges((S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED), V.MERGE, (S.MERGED,), STAFF, "order"),
    *_edges((S.MERGED,), V.UNMERGE, (S.ADMITTED,), STAFF, "reason"),
)  # fmt: skip

# Entries, not states: they leave the order where it stands.
NOTES: tuple[Edge, ...] = (
    *_edges((S.ACCEPTED,), V.RECORD_CONTACT, (S.ACCEPTED,), (W.HANDLER,), "what was said"),
    *_edges((S.ANSWERED,), V.RATE, (S.ANSWERED,), (W.RESIDENT,), "solved", "satisfied"),
    *_edges((S.CLOSED,), V.RATE, (S.CLOSED,), (W.RESIDENT,), "solved", "satisfied"),
)

# Edges that stand in the table but whose verbs are not built yet: nothing offers them.
NOT_YET = frozenset({V.REROUTE, V.SUSPEND, V.RESUME, V.MERGE, V.UNMERGE})
# Taken by a rating, never by a button of their own.
BY_RATING = frozenset({V.REDO, V.ESCALATE})

OPEN = frozenset(
    {
        S.PLACED,
        S.ADMITTED,
        S.DISPATCHED,
        S.ACCEPTED,
        S.ANSWERED,
        S.RETURNED,
        S.ESCALATED,
        S.SUSPENDED,
    }
)
ENDS = frozenset({S.CLOSED, S.DECLINED, S.WITHDRAWN, S.MERGED})
# The tracker's six steps, in order.
ROAD = (S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ANSWERED, S.CLOSED)
# States in which a unit holds the order, and in which one person does.
WITH_UNIT = frozenset({S.DISPATCHED, S.ACCEPTED, S.ANSWERED})
WITH_HANDLER = frozenset({S.ACCEPTED, S.ANSWERED})


def edges(source: str, verb: str) -> list[Edge]:
    """Every edge of the verb from that state, notes included; empty when the table has none."""
    return [edge for edge in (*EDGES, *NOTES) if edge.source == source and edge.verb == verb]
