"""What may be done to an order, by whom and when. Reads, never writes, never asks for the time.

`check…` raises Refused with the sentence the person is shown; `why_not` gives that sentence for a
button that would be refused, "" where it would not.
"""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import states
from portal.orders.models import Consent, Order, Satisfied, Solved
from portal.orders.states import Edge, Verb, Who
from portal.people.access import holds
from portal.people.actors import Actor, Clock, Resident
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Area, Organisation
from portal.privacy.finding import find
from portal.privacy.kinds import Kind
from portal.profiles.plans import HOUSE
from portal.services.models import Matter

# DOMAIN 10: never fewer than 1,000 characters; a street may allow more.
TEXT_MOST = HOUSE.limits.text_most
# The house, taking a step that the order's street leaves out.
PROFILE = Clock("profile")
# DOMAIN 8: never collected, whatever the matter.
NOT_COLLECTED = frozenset({Kind.ID_NUMBER, Kind.BANK_CARD})
ROLES = {Who.CLERK: Role.CLERK, Who.HANDLER: Role.HANDLER, Who.COORDINATOR: Role.COORDINATOR}


def check(order: Order, verb: Verb, by: Actor) -> list[Edge]:
    """The edges this person may take now. Raises Refused: wrong state, or not this person's."""
    found = [] if verb in states.NOT_YET else states.edges(order.state, verb)
    if not found:
        raise Refused(_wrong_state(order, verb))
    allowed = [edge for edge in found if _is_one_of(by, edge, order)]
    if not allowed:
        raise Refused(_("This order is not yours to work on."))
    _check_handler(order, verb, by)
    return allowed


def why_not(order: Order, verb: Verb, by: Actor) -> str:
    """The sentence of the refusal, "" when the verb would go through."""
    try:
        check(order, verb, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def check_unit(to: Organisation, order: Order) -> None:
    """A unit can take an order when it lies in the order's own line of areas. Raises Refused."""
    if not order.area.path.startswith(to.area.path):
        raise Refused(_("This unit does not serve the community of the order."))
    if to.kind == Organisation.Kind.TEAM and not order.plan.offers(to.team_kind):
        raise Refused(_("This street has no orders done by teams of this kind."))


def check_text(text: str, sentence: str | Promise) -> None:
    """A step that must be explained is explained. Raises Refused with the sentence given."""
    if not text.strip():
        raise Refused(sentence)


def check_collectable(*texts: str) -> None:
    """ID and bank card numbers are not collected (DOMAIN 8). Raises Refused, repeating none."""
    found = {finding.kind for text in texts for finding in find(text)} & NOT_COLLECTED
    if found:
        raise Refused(
            _("Please take out the %(kind)s: we do not need it, and we do not keep it.")
            % {"kind": sorted(found)[0].label}
        )


def check_intake(
    matter: Matter, area: Area, text: str, consent: str, *, most: int = TEXT_MOST
) -> None:
    """What every order needs, and what none may hold, before it can be received. Raises Refused."""
    if not matter.live:
        raise Refused(_("This matter is no longer on the menu. Please choose another."))
    if not area.takes_orders:
        raise Refused(_("Please choose the community from the list."))
    check_text(text, _("Please write what it is about."))
    if len(text) > most:
        raise Refused(_("Please keep it under %(most)d characters.") % {"most": most})
    check_collectable(text)
    if consent not in Consent.values:
        raise Refused(_("Please choose whether the outcome may be shown."))


def check_answer(spoken_with: str, done: str, finished_by: str) -> None:
    """An answer has its four elements (DOMAIN 3.5); when received is the order's own. Raises Refused."""
    check_text(spoken_with, _("Please write with whom you spoke."))
    check_text(done, _("Please write what was done."))
    check_text(finished_by, _("Please write by when it was or will be finished."))


def check_rating(order: Order, solved: str, satisfied: int, rated: bool, at: datetime) -> None:
    """Two answers, once for each round, in the street's days after the end. Raises Refused."""
    if rated:
        raise Refused(_("You have already rated this answer. Thank you."))
    days = order.plan.limits.rating_days
    if order.ended_at and at > order.ended_at + timedelta(days=days):
        words = _("The rating was open for %(days)d days and is closed now.")
        raise Refused(words % {"days": days})
    if solved not in Solved.values or satisfied not in Satisfied.values:
        raise Refused(_("Please answer both questions: solved? satisfied?"))


def is_bad(solved: str, satisfied: int) -> bool:
    """ "Not solved", or one of the two lowest levels: it opens a redo (DESIGN 5)."""
    return solved == Solved.NO or satisfied <= Satisfied.NO


def _is_one_of(by: Actor, edge: Edge, order: Order) -> bool:
    match by:
        case Resident():
            return Who.RESIDENT in edge.who and by.order_id == order.pk
        case Clock():
            return edge.verb in order.plan.by_itself if by == PROFILE else Who.CLOCK in edge.who
        case User():
            roles = [role for who, role in ROLES.items() if who in edge.who]
            # Staff are those of the owner: once raised, an order is no longer the community's.
            return holds(by, roles, area_path=order.owner.area.path, unit_ids=(order.unit_id,))


def _check_handler(order: Order, verb: Verb, by: Actor) -> None:
    """Once somebody has accepted, only that person goes on (turn down, contact, answer)."""
    if verb not in (Verb.TURN_DOWN, Verb.RECORD_CONTACT, Verb.ANSWER) or not isinstance(by, User):
        return
    if order.handler_id is not None and order.handler_id != by.pk:
        raise Refused(_("A colleague has accepted this order and is handling it."))


def _wrong_state(order: Order, verb: Verb) -> str | Promise:
    if verb == Verb.ACCEPT and order.state in states.WITH_HANDLER:
        return _("Somebody else has already accepted this order.")
    if verb == Verb.WITHDRAW and order.state in states.WITH_HANDLER:
        return _("Somebody is already working on it, so it can no longer be withdrawn.")
    if verb == Verb.RATE:
        return _("There is no answer to rate yet.")
    return _("“%(verb)s” is not possible while the order is “%(state)s”.") % {
        "verb": order.verb_label(verb),
        "state": order.get_state_display(),
    }
