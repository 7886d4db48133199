"""The table of states, whole: every from, every verb, everybody, asked and really done."""

import re

import pytest
from django.db import transaction

from portal.errors import Refused
from portal.orders import commands, rules
from portal.orders.models import Order
from portal.orders.states import BY_RATING, NOT_YET, State, Verb
from tests.orders.cast import targets

CHINESE = re.compile("[\u4e00-\u9fff]")
BUILT = [verb for verb in Verb if verb not in NOT_YET | BY_RATING]
EVERY_STATE = pytest.mark.parametrize("state", State.values)

WORDS = {
    Verb.ANSWER: {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"},
    Verb.RATE: {"solved": "yes", "satisfied": 5},
    Verb.RETURN_FOR_INFO: {"missing": "哪一栋？"},
    Verb.SUPPLEMENT: {"text": "三号楼"},
    Verb.DECLINE: {"reason": "属于法院", "channel": "请向法院咨询"},
    Verb.TURN_DOWN: {"reason": "不归我队"},
    Verb.RECORD_CONTACT: {"note": "已电话联系"},
    Verb.EXTEND: {"amount": 1, "reason": "等配件"},
}


def refused(ask):
    """The sentence of the refusal, "" when it went through."""
    try:
        ask()
    except Refused as refusal:
        return str(refusal)
    return ""


def do(stage, order, verb, by):
    """The verb for real; the state it led to, or None and the sentence."""
    words = {"to": stage.town.team} if verb == Verb.DISPATCH else WORDS.get(verb, {})
    command = getattr(commands, verb)
    with transaction.atomic():
        sentence = refused(lambda: command(order, by=by, at=order.changed_at, **words))
        row = Order.objects.get(pk=order.pk)
        transaction.set_rollback(True)
    return (None if sentence else row.state), sentence, row


@EVERY_STATE
@pytest.mark.parametrize("verb", list(Verb))
def test_the_rules_allow_what_the_table_says_and_nothing_else(stage, state, verb):
    order = stage.orders[state]
    for name, actor in stage.cast.items():
        by = actor(order)
        sentence = refused(lambda by=by: rules.check(order, verb, by))
        assert (sentence == "") == bool(targets(order, verb, name)), name
        assert sentence == rules.why_not(order, verb, by)


@EVERY_STATE
@pytest.mark.parametrize("verb", BUILT)
def test_the_commands_do_what_the_table_says_and_nothing_else(stage, undone, state, verb):
    order = stage.orders[state]
    for name, actor in stage.cast.items():
        led_to, sentence, row = do(stage, order, verb, actor(order))
        allowed = targets(order, verb, name)
        assert (led_to in allowed) if allowed else (led_to is None), name
        assert sentence == "" or row.state == state


@EVERY_STATE
@pytest.mark.parametrize("verb", BUILT)
def test_no_step_leaves_an_order_without_an_owner_or_with_one_further_down(
    stage, undone, state, verb
):
    order = stage.orders[state]
    for actor in stage.cast.values():
        _led_to, _sentence, row = do(stage, order, verb, actor(order))
        assert order.owner.area.path.startswith(row.owner.area.path)


@EVERY_STATE
def test_every_refusal_is_said_in_chinese(stage, state):
    order = stage.orders[state]
    asked = [(verb, actor(order)) for verb in Verb for actor in stage.cast.values()]
    sentences = {rules.why_not(order, verb, by) for verb, by in asked} - {""}
    assert [s for s in sentences if not CHINESE.search(s) or re.search("[A-Za-z]", s)] == []


def test_every_built_verb_has_its_command_and_no_other_exists():
    assert set(commands.__all__) == {"Intake", "place", *(str(verb) for verb in BUILT)}
