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
    """Who may take an edge: a role over the order, its resident, or the clock.

    Clerk and coordinator are those of the owner: once raised, an order is no longer the
    community's. An assistant is a handler of a unit that was asked to help.
    """

    CLERK = Role.CLERK.value
    HANDLER = Role.HANDLER.value
    ASSISTANT = "assistant"
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
    TURN_DOWN = "turn_down", _("Give back")
    REDO = "redo", _("Handle again")
    ESCALATE = "escalate", _("Raise one level")
    REROUTE = "reroute", _("Re-route")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    MERGE = "merge", _("Merge")
    UNMERGE = "unmerge", _("Undo the merge")
    RECORD_CONTACT = "record_contact", _("Record a contact")
    RECORD_CALL_BACK = "record_call_back", _("Record a call-back")
    ASK_ASSIST = "ask_assist", _("Ask another unit to help")
    ACCEPT_ASSIST = "accept_assist", _("Accept to help")
    FINISH_ASSIST = "finish_assist", _("Report the help as done")
    GIVE_BACK_ASSIST = "give_back_assist", _("Give the request back")
    CANCEL_ASSIST = "cancel_assist", _("Call off the help")
    EXTEND = "extend", _("Extend the deadline")


class Cause(TextChoices):
    """Why an order was raised one level; the ledger keeps the code."""

    BY_HAND = "by_hand", _("Raised by staff")
    TWO_RETURNS = "two_returns", _("Given back twice")
    NOT_ACCEPTED = "not_accepted", _("Nobody accepted it in time")
    OVERDUE = "overdue", _("Overdue")
    SECOND_BAD_RATING = "second_bad_rating", _("Rated badly a second time")


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
    *_edges((S.ADMITTED, S.ESCALATED), V.DISPATCH, (S.DISPATCHED,), STAFF, "unit"),
    *_edges((S.DISPATCHED,), V.ACCEPT, (S.ACCEPTED,), (W.HANDLER,)),
    *_edges((S.ACCEPTED,), V.ANSWER, (S.ANSWERED,), (W.HANDLER,), "four elements"),
    *_edges((S.ANSWERED,), V.CLOSE, (S.CLOSED,), (*STAFF, W.CLOCK)),
    # Back to where it came from: the order remembers which of the two.
    *_edges((S.PLACED, S.ADMITTED), V.RETURN_FOR_INFO, (S.RETURNED,), STAFF, "what is missing"),
    *_edges((S.RETURNED,), V.SUPPLEMENT, (S.PLACED, S.ADMITTED), (W.RESIDENT,), "details"),
    *_edges((S.PLACED, S.ADMITTED), V.DECLINE, (S.DECLINED,), STAFF, "reason", "right channel"),
    # What was asked for did not come in time.
    *_edges((S.RETURNED,), V.DECLINE, (S.DECLINED,), (W.CLOCK,), "reason", "right channel"),
    *_edges(
        (S.PLACED, S.ADMITTED, S.DISPATCHED, S.RETURNED), V.WITHDRAW, (S.WITHDRAWN,), (W.RESIDENT,)
    ),
    # Back to the owner: the community's admitted ones, or those of the level it was raised to.
    *_edges(
        (S.DISPATCHED, S.ACCEPTED), V.TURN_DOWN, (S.ADMITTED, S.ESCALATED), (W.HANDLER,), "reason"
    ),
    # A rating of "no" or of the two lowest levels opens one redo; the second raises the order.
    *_edges((S.ANSWERED, S.CLOSED), V.REDO, (S.DISPATCHED,), (W.RESIDENT,), "bad rating"),
    *_edges((S.ANSWERED, S.CLOSED), V.ESCALATE, (S.ESCALATED,), (W.RESIDENT,), "second bad rating"),
    *_edges(
        (S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED), V.ESCALATE, (S.ESCALATED,),
        (W.CLERK, W.COORDINATOR, W.CLOCK), "reason",
    ),
    *_edges((S.DISPATCHED, S.ACCEPTED), V.REROUTE, (S.DISPATCHED,), STAFF, "reason", "unit"),
    *_edges(
        (S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED), V.SUSPEND, (S.SUSPENDED,), STAFF,
        "public reason", "review date",
    ),
    *_edges(
        (S.SUSPENDED,), V.RESUME, (S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED),
        (*STAFF, W.CLOCK),
    ),
    *_edges(
        (S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED), V.MERGE, (S.MERGED,), STAFF,
        "order",
    ),
    *_edges((S.MERGED,), V.UNMERGE, (S.ADMITTED, S.ESCALATED), STAFF, "reason"),
)  # fmt: skip

# A second unit's part runs beside the order, wherever that stands until it is answered.
HELPED = (S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED, S.SUSPENDED)
# While somebody owes the resident an answer.
UNDER_WAY = (S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ESCALATED)
# Entries, not states: they leave the order where it stands.
NOTES: tuple[Edge, ...] = tuple(
    edge
    for verb, sources, who, requires in (
        (V.RECORD_CONTACT, (S.ACCEPTED,), (W.HANDLER,), ("what was said",)),
        # Merged: the resident rates the answer of the order that leads.
        (V.RATE, (S.ANSWERED, S.CLOSED, S.MERGED), (W.RESIDENT,), ("solved", "satisfied")),
        (V.RECORD_CALL_BACK, (S.ANSWERED, S.CLOSED, S.MERGED), STAFF, ("reached or not",)),
        (V.ASK_ASSIST, (S.DISPATCHED,), STAFF, ("unit", "what is asked")),
        (V.ASK_ASSIST, (S.ACCEPTED,), (*STAFF, W.HANDLER), ("unit", "what is asked")),
        (V.ACCEPT_ASSIST, HELPED, (W.ASSISTANT,), ()),
        (V.FINISH_ASSIST, HELPED, (W.ASSISTANT,), ("what was done",)),
        (V.GIVE_BACK_ASSIST, HELPED, (W.ASSISTANT,), ("reason",)),
        (V.EXTEND, UNDER_WAY, (W.COORDINATOR,), ("amount", "reason")),
        (V.CANCEL_ASSIST, HELPED, STAFF, ("reason",)),
        (V.CANCEL_ASSIST, (S.ACCEPTED,), (W.HANDLER,), ("reason",)),
    )
    for source in sources
    for edge in _edges((source,), verb, (source,), who, *requires)
)

# Taken by a rating, never by a button of their own; ESCALATE has one besides.
BY_RATING = frozenset({V.REDO})

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
# An order that others may be merged into: under way, and not waiting for its own resident.
LEADING = frozenset(
    {S.PLACED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED, S.ANSWERED, S.ESCALATED, S.SUSPENDED}
)
# States in which a unit holds the order, and in which one person does.
WITH_UNIT = frozenset({S.DISPATCHED, S.ACCEPTED, S.ANSWERED})
WITH_HANDLER = frozenset({S.ACCEPTED, S.ANSWERED})


def edges(source: str, verb: str) -> list[Edge]:
    """Every edge of the verb from that state, notes included; empty when the table has none."""
    return [edge for edge in (*EDGES, *NOTES) if edge.source == source and edge.verb == verb]
