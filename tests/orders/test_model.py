"""Random walks of the real verbs beside a model of a few lines: they must agree at every step."""

import datetime
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal.errors import Refused
from portal.ledger.models import Entry, Head
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.models import Order
from portal.orders.reconciliation import balance
from portal.people.actors import Resident
from tests.orders.cast import STRANGER
from tests.support.town import build_town, place_order, resident_of

ENDS = {"closed", "declined", "withdrawn"}
ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
# verb → states it leaves from → where it leads; who is a word of the town.
STAFF = {
    "admit": (("placed",), "admitted"),
    "dispatch": (("admitted",), "dispatched"),
    "close": (("answered",), "closed"),
    "return_for_info": (("placed", "admitted"), "returned"),
    "decline": (("placed", "admitted"), "declined"),
}
WORDS = {
    "return_for_info": {"missing": "哪一栋？"},
    "decline": {"reason": "属于法院", "channel": "法院"},
    "turn_down": {"reason": "不归我队"},
    "record_contact": {"note": "已联系"},
    "answer": ANSWER,
}


class Expected:
    """All that the model knows of an order."""

    def __init__(self):
        self.state, self.back_to, self.handler = "placed", "", ""
        self.rated, self.bad, self.returns, self.level = False, 0, 0, 0


class Walk(RuleBasedStateMachine):
    """Any verb by anybody at any time; the model says whether it goes through and where to."""

    orders = Bundle("orders")
    outcomes: Counter[str] = Counter()

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.town, self.now, self.known = build_town(), timezone.now(), {}

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def later(self):
        self.now += datetime.timedelta(minutes=7)
        return self.now

    def try_it(self, order, expected, verb, **words):
        """The real verb; whether it went through must be what the model expects."""
        entries = Head.objects.get(pk=1).seq
        try:
            getattr(commands, verb)(order, at=self.later(), **words)
        except Refused as refusal:
            assert not expected, f"{verb} was refused: {refusal}"
            assert Head.objects.get(pk=1).seq == entries
            self.outcomes["refused"] += 1
        else:
            assert expected, f"{verb} went through"
            self.outcomes["done"] += 1
            assert Head.objects.get(pk=1).seq > entries

    @rule(target=orders)
    def place(self):
        order = place_order(self.town, at=self.later())
        self.known[order.pk] = Expected()
        return order

    @rule(order=orders)
    def place_again(self, order):
        again = place_order(self.town, at=self.later(), key=order.pk)
        assert again.number == order.number

    @rule(
        order=orders,
        verb=st.sampled_from(sorted(STAFF)),
        who=st.sampled_from(["clerk", "coordinator", "other_clerk", "editor", "handler"]),
    )
    def staff(self, order, verb, who):
        model, (sources, target) = self.known[order.pk], STAFF[verb]
        # Once raised, an order is the street's; once more, the district's, where nobody serves here.
        staff = {0: ("clerk", "coordinator"), 1: ("coordinator",), 2: ()}[model.level]
        right = who in staff and model.state in sources
        if verb == "dispatch" and model.state == "escalated":
            right = who in staff
        words = WORDS.get(verb, {}) | ({"to": self.town.team} if verb == "dispatch" else {})
        self.try_it(order, right, verb, by=getattr(self.town, who), **words)
        if right:
            model.back_to = model.state if verb == "return_for_info" else model.back_to
            model.state = target
            model.handler = "" if verb == "dispatch" else model.handler

    @rule(
        order=orders, who=st.sampled_from(["handler", "second_handler", "other_handler", "clerk"])
    )
    def accept(self, order, who):
        model = self.known[order.pk]
        right = model.state == "dispatched" and who in ("handler", "second_handler")
        self.try_it(order, right, "accept", by=getattr(self.town, who))
        if right:
            model.state, model.handler = "accepted", who

    @rule(
        order=orders,
        verb=st.sampled_from(["answer", "record_contact", "turn_down"]),
        who=st.sampled_from(["handler", "second_handler", "other_handler"]),
    )
    def work(self, order, verb, who):
        model = self.known[order.pk]
        right = model.state == "accepted" and who == model.handler
        if verb == "turn_down" and model.state == "dispatched":
            right = who != "other_handler"
        self.try_it(order, right, verb, by=getattr(self.town, who), **WORDS[verb])
        if right and verb == "answer":
            model.state, model.rated = "answered", False
        if right and verb == "turn_down":
            model.returns, model.handler = model.returns + 1, ""
            model.level = model.level or int(model.returns >= 2)
            model.state = "escalated" if model.level else "admitted"

    @rule(order=orders, verb=st.sampled_from(["withdraw", "supplement"]), stranger=st.booleans())
    def resident(self, order, verb, stranger):
        model = self.known[order.pk]
        sources = ("placed", "admitted", "dispatched", "returned")
        right = not stranger and model.state in (sources if verb == "withdraw" else ("returned",))
        by = Resident(STRANGER) if stranger else resident_of(order)
        self.try_it(
            order, right, verb, by=by, **({"text": "三号楼"} if verb == "supplement" else {})
        )
        if right:
            model.state = "withdrawn" if verb == "withdraw" else model.back_to

    @rule(
        order=orders, solved=st.sampled_from(["yes", "partly", "no"]), satisfied=st.integers(0, 6)
    )
    def rate(self, order, solved, satisfied):
        model = self.known[order.pk]
        right = model.state in ("answered", "closed") and not model.rated and 1 <= satisfied <= 5
        self.try_it(order, right, "rate", by=resident_of(order), solved=solved, satisfied=satisfied)
        if right:
            model.rated = True
            if solved == "no" or satisfied <= 2:
                model.state = "escalated" if model.bad else "dispatched"
                model.level = min(model.level + 1, 2) if model.bad else model.level
                model.bad, model.handler, model.rated = model.bad + 1, "", False

    @invariant()
    def rows_are_what_the_model_says(self):
        rows = Order.objects.in_bulk(self.known)
        for pk, model in self.known.items():
            row = rows[pk]
            assert row.state == model.state
            handler = getattr(self.town, model.handler) if model.handler else None
            assert row.handler_id == (handler and handler.pk)
            assert (row.ended_at is not None) == (model.state in ENDS)

    @invariant()
    def somebody_owns_every_order_and_never_one_further_down(self):
        for owner, path in Order.objects.values_list("owner__area__path", "area__path"):
            assert path.startswith(owner)

    @invariant()
    def the_balance_agrees_and_the_chain_is_whole(self):
        assert balance().agrees
        assert verify().fault is None
        assert Entry.objects.filter(verb="order.placed").count() == len(self.known)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("walks", "steps"), [(6, 20), pytest.param(200, 25, marks=pytest.mark.proof)]
)
def test_model_and_verbs_agree(walks, steps):
    Walk.outcomes.clear()
    # The few are the same each time: by chance none of them might do anything at all.
    chosen = settings(
        max_examples=walks, stateful_step_count=steps, derandomize=walks < 10, database=None
    )
    run_state_machine_as_test(Walk, settings=chosen)
    assert min(Walk.outcomes["done"], Walk.outcomes["refused"]) > 0
