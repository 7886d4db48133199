"""When a deadline warns, when it is due, when the clock next looks at it. Changes a row in memory only."""

from collections.abc import Iterable
from datetime import datetime

from portal.orders.clocks.kinds import NATURES, WORST_FIRST, Colour, Kind, Lapse
from portal.orders.models import Deadline
from portal.worktime.calendars import Calendars


def fit(row: Deadline, known: Calendars, *, calm: bool = False) -> None:
    """Set the columns of a row from its terms; `calm` when something has been done already."""
    terms, nature = row.terms, NATURES[Kind(row.kind)]
    due = terms.due(known)
    row.due_at, row.provisional = due.at, due.provisional
    row.blue_at = terms.warned_at(known) if nature.coloured else None
    row.yellow_at = terms.half_gone_at(known) if nature.halfway and not calm else None
    settle(row)


def settle(row: Deadline) -> None:
    """Set the row's colour and the moment of its next act from what has been told already."""
    row.colour = _colour(row)
    row.wake_at = None if row.stopped_at or row.parked else moment(row)


def moment(row: Deadline) -> datetime | None:
    """The next moment at which the clock has something to do with this row."""
    if row.standing and (pause := row.terms.standing):
        return pause.latest
    coming = [at for colour, at in _moments(row) if colour not in row.warned]
    return min(coming, default=None)


def next_colour(row: Deadline) -> Colour:
    """What the next moment brings; of two at the same moment the milder comes first."""
    coming = [(at, -WORST_FIRST.index(c), c) for c, at in _moments(row) if c not in row.warned]
    return min(coming)[2]


def calm(row: Deadline) -> None:
    """Something has been done: half the time gone is no warning any more."""
    row.yellow_at = None
    settle(row)


def untold(row: Deadline) -> None:
    """More time was given: what lies ahead again will be told again."""
    row.warned = {colour: at for colour, at in row.warned.items() if colour == Colour.YELLOW}
    row.lapsed_at = None
    settle(row)


def retry(row: Deadline, at: datetime) -> None:
    """Overdue while nothing could rise, and now it can: the clock looks at it at once."""
    rises = NATURES[Kind(row.kind)].lapse == Lapse.RAISE
    if rises and Colour.RED in row.warned and row.lapsed_at is None:
        row.wake_at = at


def look_again(row: Deadline, at: datetime) -> None:
    """A deadline that was parked is tried once more."""
    row.parked, row.tries = "", 0
    settle(row)
    if row.wake_at is None and row.lapsed_at is None:
        row.wake_at = at  # it had told everything, and failed at what follows


def worst(rows: Iterable[Deadline]) -> Colour:
    """The colour of an order with these deadlines."""
    return min((Colour(row.colour) for row in rows), key=WORST_FIRST.index, default=Colour.NONE)


def _moments(row: Deadline) -> list[tuple[Colour, datetime]]:
    known = ((Colour.YELLOW, row.yellow_at), (Colour.BLUE, row.blue_at), (Colour.RED, row.due_at))
    return [(colour, at) for colour, at in known if at is not None]


def _colour(row: Deadline) -> Colour:
    if not NATURES[Kind(row.kind)].coloured:
        return Colour.NONE
    told = {colour for colour, _at in _moments(row)} & row.warned.keys()
    return min((Colour(colour) for colour in told), key=WORST_FIRST.index, default=Colour.NONE)
