"""What may be done to an order, by whom and when. Reads, never writes, never asks for the time.

`check…` raises Refused with the sentence the person is shown; `why_not` gives that sentence for a
button that would be refused, "" where it would not.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import helping_rules, states
from portal.orders.models import Assist, Consent, Order, Satisfied, Solved
from portal.orders.sentences import wrong_state
from portal.orders.states import Edge, State, Verb, Who
from portal.people.access import holds, stands_for
from portal.people.actors import Actor, Clock, Resident
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Area, Organisation
from portal.privacy.finding import find
from portal.privacy.kinds import Kind
from portal.profiles.plans import HOUSE
from portal.profiles.queries import next_owner
from portal.services.models import Matter

# DOMAIN 10: never fewer than 1,000 characters; a street may allow more.
TEXT_MOST = HOUSE.limits.text_most
# The house, taking a step that the order's street leaves out.
PROFILE = Clock("profile")
# DOMAIN 8: never collected, whatever the matter.
NOT_COLLECTED = frozenset({Kind.ID_NUMBER, Kind.BANK_CARD})
# Ours: nothing sleeps longer than a quarter without somebody looking.
LONGEST_SUSPENSION = timedelta(days=90)
# Ours, of "twice at different times" (DOMAIN 3.3).
BETWEEN_CALLS = timedelta(hours=4)
WAITS_FOR_OWNER = frozenset({State.PLACED, State.ADMITTED, State.ESCALATED})
STAFF_ROLES = (Role.CLERK, Role.COORDINATOR)
ROLES = {Who.CLERK: Role.CLERK, Who.HANDLER: Role.HANDLER, Who.COORDINATOR: Role.COORDINATOR}


def check(order: Order, verb: Verb, by: Actor) -> list[Edge]:
    """The edges this person may take now. Raises Refused: wrong state, or not this person's."""
    found = states.edges(order.state, verb)
    if not found:
        raise Refused(wrong_state(order, verb))
    allowed = [edge for edge in found if _is_one_of(by, edge, order)]
    if not allowed:
        raise Refused(_("This order is not yours to work on."))
    _check_handler(order, verb, by, allowed)
    if verb in STANDING:
        STANDING[verb](order)
    return allowed


def why_not(order: Order, verb: Verb, by: Actor) -> str:
    """The sentence of the refusal, "" when the verb would go through."""
    try:
        check(order, verb, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def check_unit(to: Organisation, order: Order) -> None:
    """A unit of the order's own line of areas; once raised, any within the level's area. Raises Refused."""
    serves = order.area.path.startswith(to.area.path)
    if not serves and not (order.level and to.area.path.startswith(order.owner.area.path)):
        raise Refused(_("This unit does not serve the community of the order."))
    if to.kind == Organisation.Kind.TEAM and not order.plan.offers(to.team_kind):
        raise Refused(_("This street has no orders done by teams of this kind."))


def check_other_unit(to: Organisation, order: Order) -> None:
    """The unit is not the one that leads already. Raises Refused."""
    if to.pk == order.unit_id:
        raise Refused(_("This unit has the order already."))


def why_not_assist(assist: Assist, verb: Verb, by: User) -> str:
    """The sentence of the refusal about one part, "" when the verb would go through."""
    try:
        check(assist.order, verb, by)
        helping_rules.check_assist(assist, verb, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def with_owner(level: int) -> State:
    """Where an order waits for its owner: admitted at the community, raised above it."""
    return State.ESCALATED if level else State.ADMITTED


def rises_after_return(order: Order) -> bool:
    """Given back twice, or as often as its street says, the community's order rises (DOMAIN 11)."""
    return order.level == 0 and order.returns >= order.plan.limits.returns_before_raise


def check_not_at_top(order: Order) -> None:
    """What waits at the highest level already rises no further. Raises Refused."""
    if order.state in WAITS_FOR_OWNER and next_owner(order.plan, order.owner) is None:
        raise Refused(_("It lies with the highest level already."))


def check_escalation(reason: str, by: Actor) -> None:
    """A person who raises an order says why; the clock has its cause. Raises Refused.

    A resident raises an order by rating it, never by this verb.
    """
    if isinstance(by, Resident):
        raise Refused(_("This order is not yours to work on."))
    if isinstance(by, User):
        check_text(reason, _("Please write why it should be raised."))


def check_suspension(reason: str, review_on: date, today: date) -> None:
    """A reason that anybody may read, and a day on which it is looked at again. Raises Refused."""
    check_text(reason, _("Please write why nothing can be done for now."))
    if find(reason):
        raise Refused(_("The resident and the neighbours read the reason: name no person in it."))
    if not today < review_on <= today + LONGEST_SUSPENSION:
        raise Refused(_("Please choose a review date within the next 90 days."))


def check_review(order: Order, by: Actor, today: date) -> None:
    """The clock resumes on the review date; staff may do so before. Raises Refused."""
    if isinstance(by, Clock) and order.review_on is not None and today < order.review_on:
        raise Refused(_("The review date has not come yet."))


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
        raise Refused(_("Please choose whether progress and outcome may be shown."))


def check_answer(spoken_with: str, done: str, finished_by: str) -> None:
    """An answer has its four elements (DOMAIN 3.5); when received is the order's own. Raises Refused."""
    check_text(spoken_with, _("Please write with whom you spoke."))
    check_text(done, _("Please write what was done."))
    check_text(finished_by, _("Please write by when it was or will be finished."))


def check_ratable(order: Order, rated: bool, at: datetime) -> None:
    """There is an answer, not rated in this round, in the street's days after the end. Raises Refused."""
    if order.state not in (State.ANSWERED, State.CLOSED):
        raise Refused(_("There is no answer to rate yet."))
    if rated:
        raise Refused(_("You have already rated this answer. Thank you."))
    days = order.plan.limits.rating_days
    if order.ended_at and at > order.ended_at + timedelta(days=days):
        raise Refused(
            _("The rating was open for %(days)d days and is closed now.") % {"days": days}
        )


def check_rating(order: Order, solved: str, satisfied: int, rated: bool, at: datetime) -> None:
    """Two answers on what may be rated now; `order` is the one that was answered. Raises Refused."""
    check_ratable(order, rated, at)
    if solved not in Solved.values or satisfied not in Satisfied.values:
        raise Refused(_("Please answer both questions: solved? satisfied?"))


def check_call_back(order: Order, calls: Collection[datetime], by: User, at: datetime) -> None:
    """Not by whoever handled it, and each attempt at another time of day. Raises Refused."""
    if order.handler_id == by.pk:
        raise Refused(_("Whoever handled the order does not ask how it was."))
    if calls and at < max(calls) + BETWEEN_CALLS:
        raise Refused(_("Please call at another time: four hours after the last attempt."))


def check_reached(reached: bool, solved: str, satisfied: int) -> None:
    """Not reached is not satisfied (DOMAIN 3.3): no word, no rating. Raises Refused."""
    if not reached and (solved or satisfied):
        raise Refused(_("Who was not reached has not rated."))


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
            if Who.ASSISTANT in edge.who:
                return holds(by, [Role.HANDLER], unit_ids=_helping(order))
            roles = [role for who, role in ROLES.items() if who in edge.who]
            # Staff are those of the owner: once raised, an order is no longer the community's.
            return holds(by, roles, area_path=order.owner.area.path, unit_ids=(order.unit_id,))


def _helping(order: Order) -> list[int]:
    return list(order.assists.filter(state__in=Assist.OPEN).values_list("unit_id", flat=True))


def _check_handler(order: Order, verb: Verb, by: Actor, allowed: Collection[Edge]) -> None:
    """Once somebody has accepted, of the unit only that person goes on; the owner's staff may."""
    if not isinstance(by, User) or order.handler_id in (None, by.pk):
        return
    if stands_for(by, order.handler_id, order.unit_id):
        return  # while the colleague is away
    if all(Who.HANDLER not in edge.who for edge in allowed):
        return
    staff = {Who.CLERK, Who.COORDINATOR} & frozenset().union(*(edge.who for edge in allowed))
    if not holds(by, [ROLES[who] for who in staff], area_path=order.owner.area.path):
        raise Refused(_("A colleague has accepted this order and is handling it."))


# What the whole order must allow besides, so that a button can say it beforehand.
STANDING: dict[Verb, Callable[[Order], None]] = {
    Verb.ANSWER: helping_rules.check_no_help,
    Verb.MERGE: helping_rules.check_no_help,
    Verb.CANCEL_ASSIST: helping_rules.check_some_help,
    Verb.ESCALATE: check_not_at_top,
}
