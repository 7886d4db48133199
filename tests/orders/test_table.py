"""The table of states, whole: every from, every verb, everybody, asked and really done."""

import re
from datetime import date, timedelta

import pytest
from django.db import transaction

from portal.errors import Refused
from portal.ledger.models import Head
from portal.orders import commands, rules
from portal.orders.models import Assist, Order
from portal.orders.states import BY_RATING, State, Verb
from portal.people.models import User
from tests.orders.cast import OF_ASSISTS, targets

CHINESE = re.compile("[\u4e00-\u9fff]")
BUILT = [verb for verb in Verb if verb not in BY_RATING]
EVERY_STATE = pytest.mark.parametrize("state", State.values)

WORDS = {
    Verb.ANSWER: {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"},
    Verb.RATE: {"solved": "yes", "satisfied": 5},
    Verb.RETURN_FOR_INFO: {"missing": "哪一栋？"},
    Verb.SUPPLEMENT: {"text": "三号楼"},
    Verb.DECLINE: {"reason": "属于法院", "channel": "请向法院咨询"},
    Verb.TURN_DOWN: {"reason": "不归我队"},
    Verb.RECORD_CONTACT: {"note": "已电话联系"},
    Verb.RECORD_CALL_BACK: {"reached": False},
    Verb.ESCALATE: {"reason": "需要街道协调"},
    Verb.SUSPEND: {"reason": "等待配件到货", "review_on": date.today() + timedelta(days=7)},
    Verb.UNMERGE: {"reason": "不是同一盏灯"},
    Verb.FINISH_ASSIST: {"done": "升降车已到场"},
    Verb.GIVE_BACK_ASSIST: {"reason": "车在检修"},
    Verb.CANCEL_ASSIST: {"reason": "不再需要"},
    Verb.EXTEND: {"amount": 1, "reason": "等配件"},
}


def refused(ask):
    """The sentence of the refusal, "" when it went through."""
    try:
        ask()
    except Refused as refusal:
        return str(refusal)
    return ""


def order_for(stage, state, verb):
    """A verb about another unit's part is tried on an order that has one, where it may have one."""
    return (stage.helped if verb in OF_ASSISTS else {}).get(state) or stage.orders[state]


def words_for(stage, order, verb):
    """What goes with the verb; never the reason of a refusal."""
    match verb:
        case Verb.DISPATCH:
            return {"to": stage.town.team}
        case Verb.REROUTE:
            return {"to": stage.town.street_office, "reason": "由街道办理"}
        case Verb.ASK_ASSIST:
            return {"to": stage.town.street_office, "what": "借一部升降车"}
        case Verb.MERGE:
            return {"into": stage.leads[order.level]}
        case Verb.ACCEPT_ASSIST | Verb.FINISH_ASSIST | Verb.GIVE_BACK_ASSIST | Verb.CANCEL_ASSIST:
            return {"assist": order.assists.first() or Assist(pk=0), **WORDS.get(verb, {})}
    return WORDS.get(verb, {})


def made_ready(order, verb, by):
    """A part is finished by whoever accepted it."""
    if verb == Verb.FINISH_ASSIST and isinstance(by, User):
        order.assists.update(state="accepted", handler=by, accepted_at=order.changed_at)


def refused_with_the_part(stage, order, verb, by):
    """The same with the part in their hands, which changes nothing but that."""
    with transaction.atomic():
        made_ready(order, verb, by)
        before = everything_of(order)
        sentence = do(stage, order, verb, by)
        assert everything_of(order) == before
        transaction.set_rollback(True)
    return sentence


def do(stage, order, verb, by):
    """The verb for real; the sentence of its refusal."""
    command, words = getattr(commands, verb), words_for(stage, order, verb)
    at = order.changed_at + timedelta(days=8 if verb == Verb.RESUME else 0)
    return refused(lambda: command(order, by=by, at=at, **words))


def led_to(stage, order, verb, by):
    """The order as the verb leaves it, and the sentence of its refusal; undone again."""
    with transaction.atomic():
        made_ready(order, verb, by)
        sentence = do(stage, order, verb, by)
        row = Order.objects.get(pk=order.pk)
        transaction.set_rollback(True)
    return row, sentence


def everything_of(order):
    """Its row, and how far the ledger has come."""
    return Order.objects.values().get(pk=order.pk), Head.objects.values().get()


@EVERY_STATE
@pytest.mark.parametrize("verb", list(Verb))
def test_the_rules_allow_what_the_table_says_and_nothing_else(stage, state, verb):
    order = order_for(stage, state, verb)
    for name, actor in stage.cast.items():
        by = actor(order)
        sentence = refused(lambda by=by: rules.check(order, verb, by))
        assert (sentence == "") == bool(targets(order, verb, name)), name
        assert sentence == rules.why_not(order, verb, by)


@EVERY_STATE
@pytest.mark.parametrize("verb", BUILT)
def test_the_commands_do_what_the_table_says_and_nothing_else(stage, undone, state, verb):
    order = order_for(stage, state, verb)
    # A resident raises an order by a rating, not by this verb.
    by_table = {
        name: set() if verb == Verb.ESCALATE and name == "resident" else targets(order, verb, name)
        for name in stage.cast
    }
    for name in (name for name, allowed in by_table.items() if allowed):
        row, sentence = led_to(stage, order, verb, stage.cast[name](order))
        assert sentence == "", name
        assert row.state in by_table[name], name
        # Nobody's order ever: it has an owner, and never one further down.
        assert order.owner.area.path.startswith(row.owner.area.path)
    before = everything_of(order)
    for name in (name for name, allowed in by_table.items() if not allowed):
        by = stage.cast[name](order)
        ask = refused_with_the_part if verb == Verb.FINISH_ASSIST else do
        assert ask(stage, order, verb, by), name
    assert everything_of(order) == before


@EVERY_STATE
def test_every_refusal_is_said_in_chinese(stage, state):
    order = stage.orders[state]
    asked = [(verb, actor(order)) for verb in Verb for actor in stage.cast.values()]
    sentences = {rules.why_not(order, verb, by) for verb, by in asked} - {""}
    assert [s for s in sentences if not CHINESE.search(s) or re.search("[A-Za-z]", s)] == []


def test_every_built_verb_has_its_command():
    assert {str(verb) for verb in BUILT} <= set(commands.__all__)
