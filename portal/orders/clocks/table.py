"""Which verb starts, stops, pauses and resumes which deadlines: one table. No database, no rule."""

from dataclasses import dataclass

from portal.orders.clocks.kinds import REACHING, WHOLE, Kind


@dataclass(frozen=True)
class Turn:
    """What one ledger word does to the clocks of its order.

    `pairs`: one of the pair runs afterwards, the one that fits the round. `calms`: something was done, so
    that half the time gone is no warning any more.
    """

    stops: tuple[Kind, ...] = ()
    starts: tuple[Kind, ...] = ()
    pairs: tuple[tuple[Kind, Kind], ...] = ()
    pauses: bool = False
    resumes: bool = False
    calms: bool = False
    ends: bool = False


AT_A_UNIT = (Kind.ACCEPT, *REACHING)
END = Turn(ends=True)
HELP_ENDS = Turn(stops=(Kind.ASSIST,))
# The word as the ledger has it, without "order.".
TURNS: dict[str, Turn] = {
    "placed": Turn(starts=(Kind.DISPATCH,), pairs=(WHOLE,)),
    "dispatched": Turn(stops=(Kind.DISPATCH,), starts=(Kind.ACCEPT,), pairs=(WHOLE,)),
    "rerouted": Turn(
        stops=(Kind.DISPATCH, *AT_A_UNIT), starts=(Kind.ACCEPT,), pairs=(WHOLE,), calms=True
    ),
    "accepted": Turn(stops=(Kind.ACCEPT,), pairs=(WHOLE, REACHING)),
    "contacted": Turn(stops=REACHING, calms=True),
    "answered": Turn(stops=(*AT_A_UNIT, *WHOLE), starts=(Kind.RATING,)),
    "redo_opened": Turn(stops=(Kind.RATING,), starts=(Kind.ACCEPT,), pairs=(WHOLE, REACHING)),
    "turned_down": Turn(stops=AT_A_UNIT, starts=(Kind.DISPATCH,), pairs=(WHOLE,)),
    "escalated": Turn(
        stops=(*AT_A_UNIT, Kind.DISPATCH, Kind.RATING), starts=(Kind.DISPATCH,), pairs=(WHOLE,)
    ),
    "returned": Turn(stops=(Kind.DISPATCH,), starts=(Kind.SUPPLEMENT,), pauses=True),
    "supplemented": Turn(
        stops=(Kind.SUPPLEMENT,), starts=(Kind.DISPATCH,), pairs=(WHOLE,), resumes=True
    ),
    "suspended": Turn(starts=(Kind.REVIEW,), pauses=True),
    "resumed": Turn(stops=(Kind.REVIEW,), pairs=(WHOLE,), resumes=True),
    "unmerged": Turn(starts=(Kind.DISPATCH,), pairs=(WHOLE,)),
    "assist_asked": Turn(starts=(Kind.ASSIST,)),
    "assist_done": HELP_ENDS,
    "assist_given_back": HELP_ENDS,
    "assist_cancelled": HELP_ENDS,
    "closed": END,
    "declined": END,
    "withdrawn": END,
    "merged": END,
}
