"""Who sees which order, and whose phone number."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.orders import commands, queries, rules
from portal.orders.models import Consent
from portal.orders.states import State, Verb
from portal.places.commands import relieve
from tests.orders.cast import OF_ASSISTS
from tests.support.town import SETUP, build_town, order_in

EVERYWHERE = set(State.values)
SEEN = {
    "clerk": EVERYWHERE,
    "coordinator": EVERYWHERE,
    "handler": {"dispatched", "accepted", "answered"},
    "second_handler": {"dispatched", "accepted", "answered"},
    "editor": {"closed"},
    "reviewer": {"closed"},
}


@pytest.mark.parametrize("name", [
    "clerk", "clerk_elsewhere", "coordinator", "coordinator_elsewhere", "handler", "second_handler",
    "handler_elsewhere", "editor", "reviewer", "auditor", "administrator", "without_a_post",
    "superuser", "clerk_gone", "clerk_to_come", "clerk_locked_out",
])  # fmt: skip
def test_everybody_sees_what_is_theirs_and_nothing_else(stage, name):
    by = stage.cast[name](None)
    built = [stage.orders[state].pk for state in EVERYWHERE]
    seen = set(queries.visible_to(by).filter(pk__in=built).values_list("state", flat=True))
    assert seen == SEEN.get(name, set())


def test_nobody_logged_in_sees_nothing(stage):
    assert not queries.visible_to(AnonymousUser()).exists()


def test_who_may_take_a_step_sees_the_order(stage):
    """A verb that the rules allow is never one on an order hidden from its person."""
    staff, allowed = [n for n in stage.cast if "resident" not in n and n != "clock"], 0
    for name in staff:
        by = stage.cast[name](None)
        seen = set(queries.visible_to(by).values_list("pk", flat=True))
        for order in stage.orders.values():
            may = any(rules.why_not(order, verb, by) == "" for verb in set(Verb) - set(OF_ASSISTS))
            assert order.pk in seen or not may, (name, order.state)
            allowed += may
    assert allowed > len(stage.orders)


@pytest.mark.parametrize("state", sorted(EVERYWHERE))
@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("clerk", EVERYWHERE),
        ("coordinator", EVERYWHERE),
        ("handler", {"accepted", "answered", "closed"}),
        ("second_handler", set()),
        ("clerk_elsewhere", set()),
        ("handler_elsewhere", set()),
        ("editor", set()),
        ("auditor", set()),
        ("administrator", set()),
        ("clerk_gone", set()),
    ],
)
def test_contact_data_is_for_the_owner_and_the_one_handler(stage, name, states, state):
    assert queries.may_see_contact(stage.cast[name](None), stage.orders[state]) == (state in states)


@pytest.mark.django_db
def test_a_handler_who_left_the_unit_sees_the_phone_no_longer():
    town = build_town()
    order = order_in(town, "accepted")
    assert queries.may_see_contact(town.handler, order)
    relieve(town.handler.posts.get(), until=timezone.localdate().replace(year=2021), by=SETUP,
            at=timezone.now())  # fmt: skip
    again = type(town.handler).objects.get(pk=town.handler.pk)
    assert not queries.may_see_contact(again, order)


@pytest.mark.django_db
@pytest.mark.parametrize(("consent", "seen"), [(Consent.ANONYMOUS, True), (Consent.NONE, False)])
def test_editors_see_what_may_be_shown(consent, seen):
    town = build_town()
    order_in(town, "closed", consent=consent)
    assert queries.visible_to(town.editor).exists() is seen


@pytest.mark.django_db
def test_mine_and_to_grab_are_oldest_first():
    town, now = build_town(), timezone.now()
    waiting = [order_in(town, "dispatched") for _i in range(2)]
    held = [commands.accept(order_in(town, "dispatched"), by=town.handler, at=now)]
    assert [o.pk for o in queries.to_grab(town.second_handler)] == [o.pk for o in waiting]
    assert [o.pk for o in queries.mine(town.handler)] == [o.pk for o in held]
    assert not queries.to_grab(town.other_handler).exists()
    assert not queries.mine(town.second_handler).exists()
