"""The kinds of deadlines of an order, what follows when one passes, and the colours. Data only."""

from dataclasses import dataclass
from enum import Enum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.orders.states import Cause
from portal.worktime.words import Step, Unit


class Kind(TextChoices):
    """What has to be done in time; the last three wait for the resident or for a day."""

    DISPATCH = "dispatch", _("Dispatch")
    ACCEPT = "accept", _("Accept")
    CONTACT = "contact", _("First contact")
    ANSWER = "answer", _("Answer")
    REDO_CONTACT = "redo_contact", _("Contact after a bad rating")
    REDO = "redo", _("Handle again")
    ASSIST = "assist", _("Assist")
    SUPPLEMENT = "supplement", _("Waiting for details")
    RATING = "rating", _("Waiting for a rating")
    REVIEW = "review", _("Review of the suspension")


class Colour(TextChoices):
    """How urgent (DOMAIN 3.5): blue is close, yellow half gone with nothing done, red overdue."""

    NONE = "", _("In time")
    BLUE = "blue", _("Due soon")
    YELLOW = "yellow", _("Half the time gone, nothing done")
    RED = "red", _("Overdue")


# The worst of several is the order's.
WORST_FIRST = (Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.NONE)


class Lapse(Enum):
    """What the clock does by itself when a deadline passes."""

    RAISE = auto()
    NOTHING = auto()
    DECLINE = auto()
    CLOSE = auto()
    RESUME = auto()


@dataclass(frozen=True)
class Nature:
    """One kind: the step of the time class that limits it, and what its passing brings.

    `fixed` bounds a wait that no time class limits. `coloured`: it is staff's to do and shows in lists.
    `halfway`: it turns yellow when half is gone with nothing done.
    """

    lapse: Lapse
    step: Step | None = None
    fixed: tuple[int, Unit] | None = None
    coloured: bool = True
    halfway: bool = False
    cause: Cause = Cause.OVERDUE


NATURES: dict[Kind, Nature] = {
    Kind.DISPATCH: Nature(Lapse.RAISE, Step.DISPATCH),
    Kind.ACCEPT: Nature(Lapse.RAISE, Step.ACCEPT, cause=Cause.NOT_ACCEPTED),
    Kind.CONTACT: Nature(Lapse.NOTHING, Step.CONTACT),
    Kind.ANSWER: Nature(Lapse.RAISE, Step.ANSWER, halfway=True),
    Kind.REDO_CONTACT: Nature(Lapse.NOTHING, Step.REDO_CONTACT),
    Kind.REDO: Nature(Lapse.RAISE, Step.REDO, halfway=True),
    Kind.ASSIST: Nature(Lapse.NOTHING, Step.ASSIST, halfway=True),
    # Ours, no rule names it; what is declined may be placed again.
    Kind.SUPPLEMENT: Nature(Lapse.DECLINE, fixed=(15, Unit.DAYS), coloured=False),
    # DOMAIN 6.1: the rating stays open for 30 days; a street may set another number.
    Kind.RATING: Nature(Lapse.CLOSE, coloured=False),
    # Its day is the one that was given with the reason.
    Kind.REVIEW: Nature(Lapse.RESUME, coloured=False),
}
# One of each pair runs while somebody works on the order: the second after a bad rating.
WHOLE = (Kind.ANSWER, Kind.REDO)
REACHING = (Kind.CONTACT, Kind.REDO_CONTACT)
