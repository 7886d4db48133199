"""Role × level × verb: who may do what from which post, to an order that stands at which level.

What each verb is for is written out here once more, so that the table of states cannot agree with itself.
"""

from copy import copy

import pytest

from portal.errors import Refused
from portal.orders import rules, states
from portal.orders.models import Assist
from portal.orders.states import State, Verb
from portal.people.roles import Role
from portal.places.models import Area, Organisation
from tests.support.town import order_in, person

STAFF, HANDLER, ASSISTANT = "clerk coordinator", "handler", "assistant"
# Verb → whose it is, and the state that it is tried in; "" is nobody's with a post.
WHOSE = {
    Verb.ADMIT: (STAFF, "placed"),
    Verb.DISPATCH: (STAFF, "escalated"),
    Verb.ACCEPT: (HANDLER, "dispatched"),
    Verb.ANSWER: (HANDLER, "accepted"),
    Verb.RATE: ("", "answered"),
    Verb.CLOSE: (STAFF, "answered"),
    Verb.RETURN_FOR_INFO: (STAFF, "placed"),
    Verb.SUPPLEMENT: ("", "returned"),
    Verb.DECLINE: (STAFF, "placed"),
    Verb.WITHDRAW: ("", "dispatched"),
    Verb.TURN_DOWN: (HANDLER, "accepted"),
    Verb.REDO: ("", "closed"),
    Verb.ESCALATE: (STAFF, "dispatched"),
    Verb.REROUTE: (STAFF, "accepted"),
    Verb.SUSPEND: (STAFF, "accepted"),
    Verb.RESUME: (STAFF, "suspended"),
    Verb.MERGE: (STAFF, "dispatched"),
    Verb.UNMERGE: (STAFF, "merged"),
    Verb.RECORD_CONTACT: (HANDLER, "accepted"),
    Verb.RECORD_CALL_BACK: (STAFF, "closed"),
    Verb.ASK_ASSIST: (f"{STAFF} {HANDLER}", "accepted"),
    Verb.ACCEPT_ASSIST: (ASSISTANT, "accepted"),
    Verb.FINISH_ASSIST: (ASSISTANT, "accepted"),
    Verb.GIVE_BACK_ASSIST: (ASSISTANT, "accepted"),
    Verb.CANCEL_ASSIST: (f"{STAFF} {HANDLER}", "accepted"),
    Verb.EXTEND: ("coordinator", "accepted"),
}
OF_ASSISTS = {Verb.ACCEPT_ASSIST, Verb.FINISH_ASSIST, Verb.GIVE_BACK_ASSIST, Verb.CANCEL_ASSIST}
LEVELS = ("community", "street", "district")
# The bodies that somebody serves in, and the highest level of owner that its area reaches.
REACH = {"team": 0, "community": 0, "street": 1, "district": 2, "department": 2,
         "other community": -1, "other street": -1, "other district": -1}  # fmt: skip
# An order's level, the unit that has it, and the unit that was asked to help.
PLACES = (
    (0, "team", "street"), (0, "street", "department"), (0, "department", "team"),
    (1, "street", "community"), (1, "department", "street"), (2, "district", "department"),
    (2, "department", "district"),
)  # fmt: skip


@pytest.fixture(scope="module")
def bodies(stage):
    """Name → organisation, of the order's own line and beside it."""
    town, kinds = stage.town, Organisation.Kind
    district, street = town.street.parent, Area.objects.get(code="990101002")
    far = Area.objects.create(code="990102", name="明德区", level_name="区")
    create = Organisation.objects.create
    return {
        "team": town.team, "community": town.committee, "street": town.street_office,
        "district": Organisation.objects.get(code="qinghe"),
        "department": create(code="water", name="清和区水务局", kind=kinds.DEPARTMENT, area=district),
        "other community": town.other_committee,
        "other street": Organisation.objects.get(area=street),
        "other district": create(code="mingde", name="明德区", kind=kinds.DISTRICT, area=far),
    }  # fmt: skip


@pytest.fixture(scope="module")
def people(bodies):
    """(role, body) → somebody who has this post and no other."""
    return {
        (role, name): person(f"{role}-{body.code}", role, body)
        for role in Role
        for name, body in bodies.items()
    }


@pytest.fixture(scope="module")
def helped(stage):
    """Two orders alike but that one waits for a second unit."""
    order = order_in(stage.town, "accepted")
    part = Assist.objects.create(
        order=order, unit=stage.town.street_office, what="借一部升降车", asked_by=stage.town.clerk,
        asked_at=order.changed_at,
    )  # fmt: skip
    return order_in(stage.town, "accepted"), order, part


def standing(helped, bodies, people, verb, place):
    """The order as it would stand there, with who it is by then; put there by hand."""
    level, unit, helper = place
    order = copy(helped[verb in OF_ASSISTS])
    Assist.objects.filter(pk=helped[2].pk).update(unit=bodies[helper])
    order.state, order.level, order.owner = WHOSE[verb][1], level, bodies[LEVELS[level]]
    order.unit = bodies[unit] if order.state != State.ESCALATED else None
    order.handler = people[Role.HANDLER, unit] if order.state in states.WITH_HANDLER else None
    return order


def expected(verb, place):
    """By the rulebook: the owner's line for staff, the unit alone for its handlers."""
    level, unit, helper = place
    whose = WHOSE[verb][0].split()
    found = {
        (Role(role), body) for role in whose if role in STAFF.split()
        for body, reach in REACH.items() if reach >= level
    }  # fmt: skip
    found |= {(Role.HANDLER, unit)} if HANDLER in whose else set()
    return found | ({(Role.HANDLER, helper)} if ASSISTANT in whose else set())


def allowed(order, verb, by):
    try:
        rules.check(order, verb, by)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "-".join(map(str, place)))
@pytest.mark.parametrize("verb", list(Verb))
def test_who_may(helped, bodies, people, verb, place):
    order = standing(helped, bodies, people, verb, place)
    may = {post for post, who in people.items() if allowed(order, verb, who)}
    assert may == expected(verb, place)


def test_every_verb_is_tried_where_the_table_has_it():
    assert set(WHOSE) == set(Verb)
    assert [verb for verb, (_whose, state) in WHOSE.items() if not states.edges(state, verb)] == []


def test_every_role_is_tried_and_three_of_them_may_something_at_every_level():
    """No cell is empty by accident: at every level somebody may, and elsewhere nobody."""
    for level in range(len(LEVELS)):
        found = {post for verb in Verb for place in PLACES if place[0] == level
                 for post in expected(verb, place)}  # fmt: skip
        assert {role for role, _body in found} == {Role.CLERK, Role.COORDINATOR, Role.HANDLER}
        assert {body for _role, body in found} >= {
            b for b, reach in REACH.items() if reach >= level
        } - {"team"}
        assert not {body for _role, body in found if body.startswith("other")}
