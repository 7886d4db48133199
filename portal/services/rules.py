"""What may be ordered, who may own it, and what is urgent. Reads, never writes, never asks the time."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.places.models import Area, Organisation
from portal.privacy.plain import plain
from portal.services.kinds import Duty
from portal.services.models import URGENT, Matter

# S4: what was taken back never lies with the street or the community; a team works for its owner.
STREET_KINDS = (Organisation.Kind.SUBDISTRICT, Organisation.Kind.COMMUNITY)


def check_offered(matter: Matter, area: Area, on: date) -> None:
    """Only what is published, admitted and not expired can be ordered, and only where it is offered.

    DOMAIN 5: an unlisted matter may not be given to anybody. Raises Refused.
    """
    if why_not_on_menu(matter, on):
        raise Refused(_("This matter is no longer on the menu. Please choose another."))
    if matter.area and not area.path.startswith(matter.area.path):
        sentence = _("This is only offered in %(area)s. Please choose a community there.")
        raise Refused(sentence % {"area": matter.area.name})


def why_not_on_menu(matter: Matter, on: date) -> str:
    """The sentence for staff why a matter is not on the menu that day, "" where it is."""
    if not matter.live:
        return str(_("Not published."))
    if matter.admitted_at is None:
        return str(_("Not admitted yet."))
    if on < matter.admitted_at:
        return str(_("Admitted from a later day on."))
    if matter.expires and matter.expires < on:
        return str(_("The admission has expired."))
    return ""


def check_owner(matter: Matter, to: Organisation) -> None:
    """A reclaimed matter never lies with the street or the community. Raises Refused."""
    if not may_own(matter, to):
        raise Refused(_("This matter was taken back: street and community cannot own it."))


def may_own(matter: Matter, body: Organisation) -> bool:
    """Whether the matter, as it stands today, may lie with this body."""
    return matter.duty != Duty.RECLAIMED or body.kind not in STREET_KINDS


def urgent_word(words: list[str], text: str) -> str:
    """The first of the urgent words that the text holds, "" where it holds none."""
    written = plain(text).casefold()
    return next((word for word in words if plain(word).casefold() in written), "")


def time_class_of(matter: Matter, text: str) -> str:
    """The code of the time class an order goes by: urgent where the text says so, else the matter's."""
    return URGENT if urgent_word(matter.urgent_word_list, text) else str(matter.time_class_id)
