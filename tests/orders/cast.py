"""Everybody who may try a verb on one order, and what the table says about each."""

import datetime
from uuid import UUID

from django.utils import timezone

from portal.orders import states
from portal.orders.states import EDGES, NOTES, WITH_HANDLER, Verb, Who
from portal.people.actors import Clock, Resident
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint, relieve
from portal.places.models import Area, Organisation
from tests.support.town import SETUP, SINCE, person

STRANGER = UUID(int=7)
# Once somebody has accepted, only that person goes on.
ONLY_THE_HANDLER = (
    Verb.TURN_DOWN, Verb.RECORD_CONTACT, Verb.ANSWER, Verb.ASK_ASSIST, Verb.CANCEL_ASSIST,
)  # fmt: skip
# About a part of a second unit: asked of an order that has one.
OF_ASSISTS = (
    Verb.ACCEPT_ASSIST, Verb.FINISH_ASSIST, Verb.GIVE_BACK_ASSIST, Verb.CANCEL_ASSIST,
)  # fmt: skip
PART_OF = {
    "clerk": Who.CLERK, "coordinator": Who.COORDINATOR, "handler": Who.HANDLER,
    "second_handler": Who.HANDLER, "assistant": Who.ASSISTANT, "resident": Who.RESIDENT, "clock": Who.CLOCK,
}  # fmt: skip


def cast_of(town):
    """Name → what turns an order into the actor who tries."""
    street = Area.objects.create(
        code="990101002", name="云栖街道", level_name="街道", parent=town.street.parent
    )
    office = Organisation.objects.create(
        code="yq", name="云栖街道办事处", kind=Organisation.Kind.SUBDISTRICT, area=street
    )
    staff = {
        "clerk": town.clerk,
        "clerk_elsewhere": town.other_clerk,
        "coordinator": town.coordinator,
        "coordinator_elsewhere": person("far-coordinator", Role.COORDINATOR, office),
        "handler": town.handler,
        "second_handler": town.second_handler,
        "assistant": person("assistant", Role.HANDLER, town.street_office),
        "handler_elsewhere": town.other_handler,
        "editor": town.editor,
        "reviewer": town.reviewer,
        "auditor": town.auditor,
        "administrator": person("administrator", Role.ADMINISTRATOR, town.street_office),
        "without_a_post": person("without-a-post"),
        "superuser": User.objects.create(username="superuser", is_superuser=True, is_staff=True),
        "clerk_gone": former(town),
        "clerk_to_come": future(town),
        "clerk_locked_out": locked_out(town),
    }
    actors = {name: lambda order, user=user: user for name, user in staff.items()}
    return actors | {
        "resident": lambda order: Resident(order.pk),
        "another_resident": lambda order: Resident(STRANGER),
        "clock": lambda order: Clock("deadline"),
    }


def former(town):
    user = person("former", Role.CLERK, town.committee)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    relieve(user.posts.get(), until=yesterday, by=SETUP, at=timezone.now())
    return user


def future(town):
    user, tomorrow = person("future"), timezone.localdate() + datetime.timedelta(days=1)
    appoint(user, organisation=town.committee, role=Role.CLERK, since=tomorrow,
            by=SETUP, at=timezone.now())  # fmt: skip
    return user


def locked_out(town):
    user = person("locked-out")
    appoint(user, organisation=town.committee, role=Role.CLERK, since=SINCE,
            by=SETUP, at=timezone.now())  # fmt: skip
    user.is_active = False
    user.save()
    return user


def targets(order, verb, name):
    """Where the table lets this one of the cast lead the order; empty when it does not."""
    part, state = PART_OF.get(name), order.state
    if part is None:
        return set()
    if verb in OF_ASSISTS and state in states.HELPED and not order.assists.exists():
        return set()
    if name == "clerk" and order.level:
        return set()  # raised: no longer the community's
    if name == "second_handler" and verb in ONLY_THE_HANDLER and state in WITH_HANDLER:
        return set()
    found = (e for e in (*EDGES, *NOTES) if e.source == state and e.verb == verb and part in e.who)
    return {edge.target.value for edge in found}
