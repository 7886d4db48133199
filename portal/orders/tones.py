"""The tone of a state: which colour and shape it has wherever it is shown. Looks only, no rule."""

from portal.orders.states import State

TONES: dict[str, str] = {
    State.PLACED: "waiting",
    State.ADMITTED: "underway",
    State.DISPATCHED: "underway",
    State.ACCEPTED: "underway",
    State.ANSWERED: "underway",
    State.CLOSED: "done",
    State.RETURNED: "waiting",
    State.ESCALATED: "overdue",
    State.SUSPENDED: "ended",
    State.DECLINED: "ended",
    State.WITHDRAWN: "ended",
    State.MERGED: "ended",
}
