"""Two units, one lead: each has its own task, and the lead waits for the other."""

import datetime

import pytest
from django.utils import timezone

from portal.ledger.models import Entry
from portal.orders import commands, queries
from portal.people.roles import Role
from tests.support.outcomes import BAD, GOOD
from tests.support.town import build_town, order_in, person, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def town():
    town = build_town()
    town.assistant = person("assistant", Role.HANDLER, town.street_office)
    town.second_assistant = person("second-assistant", Role.HANDLER, town.street_office)
    return town


def asked(town, state="accepted", by="clerk"):
    order = order_in(town, state)
    ask(town, order, by)
    return order, order.assists.get()


def ask(town, order, by):
    commands.ask_assist(
        order, to=town.street_office, what="借一部升降车", by=getattr(town, by), at=NOW
    )


def accepted(town):
    order, assist = asked(town)
    commands.accept_assist(order, assist=assist, by=town.assistant, at=NOW)
    return order, assist


def answer(town, order):
    return commands.answer(
        order, spoken_with="张女士", done="换了灯泡", finished_by="当天", by=town.handler, at=NOW
    )


@pytest.mark.parametrize(
    ("state", "by", "outcome"),
    [
        ("dispatched", "clerk", GOOD),
        ("dispatched", "handler", BAD),
        ("accepted", "handler", GOOD),
        ("accepted", "second_handler", BAD),
        ("accepted", "coordinator", GOOD),
        ("admitted", "clerk", BAD),
        ("answered", "clerk", BAD),
    ],
)
def test_the_owner_or_the_lead_asks(town, state, by, outcome):
    order = order_in(town, state)
    with outcome:
        ask(town, order, by)
    assert order.assists.count() == (outcome is GOOD)


@pytest.mark.parametrize(
    ("unit", "what", "outcome"),
    [
        ("street_office", "借车", GOOD),
        ("street_office", " ", BAD),
        ("team", "借车", BAD),
        ("other_team", "借车", BAD),
    ],
)
def test_another_unit_of_the_line_is_asked_for_something(town, unit, what, outcome):
    order = order_in(town, "accepted")
    with outcome:
        commands.ask_assist(order, to=getattr(town, unit), what=what, by=town.clerk, at=NOW)


@pytest.mark.parametrize(("ended", "outcome"), [(True, GOOD), (False, BAD)])
def test_one_open_part_a_unit(town, ended, outcome):
    order, assist = accepted(town)
    if ended:
        commands.finish_assist(order, assist=assist, done="车已到", by=town.assistant, at=NOW)
    with outcome:
        commands.ask_assist(order, to=town.street_office, what="再借一次", by=town.clerk, at=NOW)


@pytest.mark.parametrize("end", [None, "finish", "give_back", "cancel"])
def test_the_lead_cannot_answer_while_a_part_is_open(town, end):
    order, assist = accepted(town)
    words = {"finish": {"done": "车已到"}}.get(end, {"reason": "车在检修"})
    if end:
        by = town.handler if end == "cancel" else town.assistant
        getattr(commands, f"{end}_assist")(order, assist=assist, by=by, at=NOW, **words)
    with GOOD if end else BAD:
        assert answer(town, order).state == "answered"


@pytest.mark.parametrize(
    ("verb", "by", "words", "outcome"),
    [
        ("finish", "assistant", {"done": "车已到"}, GOOD),
        ("finish", "assistant", {"done": " "}, BAD),
        ("finish", "second_assistant", {"done": "车已到"}, BAD),
        ("finish", "handler", {"done": "车已到"}, BAD),
        ("give_back", "assistant", {"reason": "车在检修"}, GOOD),
        ("give_back", "assistant", {"reason": ""}, BAD),
        ("give_back", "second_assistant", {"reason": "车在检修"}, BAD),
        ("cancel", "clerk", {"reason": "不用了"}, GOOD),
        ("cancel", "clerk", {"reason": ""}, BAD),
        ("cancel", "assistant", {"reason": "不用了"}, BAD),
        ("cancel", "second_handler", {"reason": "不用了"}, BAD),
    ],
)
def test_who_ends_a_part_and_with_which_words(town, verb, by, words, outcome):
    order, assist = accepted(town)
    with outcome:
        getattr(commands, f"{verb}_assist")(
            order, assist=assist, by=getattr(town, by), at=NOW, **words
        )
        assist.refresh_from_db()
        assert (assist.is_open, assist.outcome) == (False, next(iter(words.values())))


def test_a_part_is_accepted_before_it_is_finished_and_once(town):
    order, assist = asked(town)
    with BAD:
        commands.finish_assist(order, assist=assist, done="车已到", by=town.assistant, at=NOW)
    commands.accept_assist(order, assist=assist, by=town.assistant, at=NOW)
    for somebody in (town.assistant, town.second_assistant):
        with BAD:
            commands.accept_assist(order, assist=assist, by=somebody, at=NOW)


def test_a_part_of_another_order_is_not_touched(town):
    order, _assist = asked(town)
    _other, foreign = asked(town)
    with BAD:
        commands.accept_assist(order, assist=foreign, by=town.assistant, at=NOW)


def test_an_order_that_ends_calls_the_help_off(town):
    order, assist = asked(town, "dispatched")
    commands.withdraw(order, by=resident_of(order), at=NOW)
    assist.refresh_from_db()
    assert assist.state == "cancelled"
    verbs = Entry.objects.filter(subject=order.subject).order_by("-seq").values_list("verb")
    assert [verb for (verb,) in verbs[:2]] == ["order.withdrawn", "order.assist_cancelled"]


@pytest.mark.parametrize("verb", ["turn_down", "reroute", "suspend", "escalate"])
def test_a_part_goes_on_while_the_lead_changes(town, verb):
    order, assist = accepted(town)
    words = {
        "reroute": {"to": town.committee}, "turn_down": {}, "escalate": {},
        "suspend": {"review_on": timezone.localdate() + datetime.timedelta(days=3)},
    }[verb]  # fmt: skip
    by = town.handler if verb == "turn_down" else town.clerk
    getattr(commands, verb)(order, reason="需要调整", by=by, at=NOW, **words)
    commands.finish_assist(order, assist=assist, done="车已到", by=town.assistant, at=NOW)
    assist.refresh_from_db()
    assert assist.state == "done"


def test_the_assisting_unit_sees_its_part_and_not_the_order(town):
    order, assist = asked(town)
    assert list(queries.assisting(town.assistant)) == [assist]
    assert not queries.assisting(town.handler).exists()
    assert not queries.visible_to(town.assistant).filter(pk=order.pk).exists()
    assert not queries.may_see_contact(town.assistant, order)
