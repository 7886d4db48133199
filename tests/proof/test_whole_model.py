"""Random lives of orders, clocks included, beside a reference model that fits on two pages.

The model is told only who tries what, and what the clock wrote into the ledger. At every step it says
whether the verb goes through and where the order stands then.
"""

import datetime
import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal.errors import Refused
from portal.ledger.models import Entry, Head
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.clocks import reading, winding
from portal.orders.models import Assist, Order
from portal.orders.reconciliation import balance
from portal.people.roles import Role
from portal.places.models import Organisation
from portal.worktime.hours import BEIJING
from tests.support.town import build_town, person, place_order, resident_of

WALKS = int(os.environ.get("ECHOWALL_WALKS", "25"))
STEPS = 40
TOP = 2
RANK = {"clerk": 0, "coordinator": 1, "chief": 2}
# Any minute of a year: nights, weekends, the spring festival and the eve of the next year.
NEW_YEAR = datetime.datetime(2026, 1, 1, tzinfo=BEIJING)
BEGINS = st.integers(0, 365 * 24 * 60 - 1).map(lambda minutes: datetime.timedelta(minutes=minutes))
STAFF = st.sampled_from(sorted(RANK))
UNIT_OF = {"handler": "team", "second_handler": "team", "assistant": "street_office"}
HANDS = st.sampled_from(sorted(UNIT_OF))
ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
OPEN = {"placed", "admitted", "dispatched", "accepted", "answered", "returned", "escalated",
        "suspended"}  # fmt: skip
# verb → the states it leaves from, and where it leads ("" where it stays).
OWNERS = {
    "admit": ({"placed"}, "admitted"),
    "dispatch": ({"admitted", "escalated"}, "dispatched"),
    "reroute": ({"dispatched", "accepted"}, "dispatched"),
    "close": ({"answered"}, "closed"),
    "return_for_info": ({"placed", "admitted"}, "returned"),
    "decline": ({"placed", "admitted"}, "declined"),
    "suspend": ({"admitted", "dispatched", "accepted", "escalated"}, "suspended"),
    "resume": ({"suspended"}, ""),
    "escalate": ({"placed", "admitted", "dispatched", "accepted", "escalated"}, "escalated"),
}
NEXT_OF_OWNER = {"placed": "admit", "admitted": "dispatch", "escalated": "dispatch",
                 "answered": "close", "suspended": "resume"}  # fmt: skip
NEXT_OF_HAND = {"dispatched": "accept", "accepted": "answer"}
MOST = 7
ANY = st.integers(0, MOST - 1)
WAITING = {"placed", "admitted", "escalated"}
MERGEABLE = {"placed", "admitted", "dispatched", "accepted", "escalated"}
LEADING = OPEN - {"returned"}
HELPED = {"admitted", "dispatched", "accepted", "escalated", "suspended"}


class Expected:
    """All that the model knows of one order."""

    def __init__(self):
        self.state, self.back_to, self.level = "placed", "", 0
        self.unit = self.handler = ""
        self.returns = self.redone = 0
        self.lead, self.ended_at, self.said = None, None, set()
        self.helper = ""  # "" none, "asked", or who accepted

    def waits(self):
        """Back with its owner."""
        self.state, self.unit, self.handler = ("escalated" if self.level else "admitted"), "", ""

    def rises(self):
        self.level = min(self.level + 1, TOP)
        self.state, self.unit, self.handler = "escalated", "", ""

    def ends(self, state, at):
        self.state, self.ended_at, self.helper = state, at, "" if state != "closed" else self.helper

    def parts(self, lead):
        self.lead, self.ended_at, self.level = None, None, max(self.level, lead.level)
        self.waits()

    def opens_again(self):
        self.redone, self.ended_at, self.handler = self.redone + 1, None, ""
        if self.redone > 1:
            self.rises()
        else:
            self.state = "dispatched"


class WholeWalk(RuleBasedStateMachine):
    """Any verb by anybody at any time, and time that passes."""

    @initialize(far=st.lists(st.integers(0, 6), min_size=3, max_size=3), after=BEGINS)
    def build(self, far, after):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.town = build_town()
        self.town.assistant = person("assistant", Role.HANDLER, self.town.street_office)
        root = Organisation.objects.get(code="qinghe")
        self.town.chief = person("chief", Role.COORDINATOR, root)
        self.now, self.known, self.top, self.placed = NEW_YEAR + after, {}, {}, []
        for n, steps in enumerate(far):
            self.place()
            for _step in range(steps):
                self.go_on(n)

    def teardown(self):
        assert verify().fault is None
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def try_it(self, order, right, verb, **words):
        """The real verb; whether it goes through must be what the model says."""
        self.now += datetime.timedelta(minutes=7)
        before = Head.objects.get(pk=1).seq
        try:
            getattr(commands, verb)(order, at=self.now, **words)
        except Refused as refusal:
            assert not right, f"{verb} was refused: {refusal}"
            assert Head.objects.get(pk=1).seq == before
        else:
            assert right, f"{verb} went through"
            assert Head.objects.get(pk=1).seq > before
        return right

    def release(self, pk):
        """Whoever was merged into an order that ended stands alone."""
        for follower in self.known.values():
            if follower.lead == pk:
                follower.parts(self.known[pk])

    @rule()
    def place(self):
        if len(self.placed) < MOST:
            self.now += datetime.timedelta(minutes=7)
            self.placed.append(place_order(self.town, at=self.now))
            self.known[self.placed[-1].pk] = Expected()

    @rule(n=ANY)
    def go_on(self, n):
        """The next step of the main road, by who may take it: so that walks get somewhere."""
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        owner = ("clerk", "coordinator", "chief")[model.level]
        hand = model.handler or {"team": "handler", "street_office": "assistant"}.get(model.unit)
        if model.state in NEXT_OF_OWNER:
            self.owner(n, NEXT_OF_OWNER[model.state], owner, "team")
        elif model.state in NEXT_OF_HAND and not (model.helper and model.state == "accepted"):
            self.handle(n, NEXT_OF_HAND[model.state], hand)
        elif model.state == "returned":
            self.resident(n, "supplement", n, stranger=False)

    go_on_again = rule(n=ANY)(lambda self, n: self.go_on(n))
    and_again = rule(n=ANY)(lambda self, n: self.go_on(n))

    @rule(n=ANY, verb=st.sampled_from(sorted(OWNERS)), who=STAFF,
          unit=st.sampled_from(["team", "street_office"]))  # fmt: skip
    def owner(self, n, verb, who, unit):
        order = self.placed[n % len(self.placed)]
        model, (sources, target) = self.known[order.pk], OWNERS[verb]
        right = model.state in sources and RANK[who] >= model.level
        if verb == "escalate":
            right = right and not (model.state in WAITING and model.level == TOP)
        if verb == "reroute":
            right = right and unit != model.unit
        words = self.words(verb, unit)
        if not self.try_it(order, right, verb, by=getattr(self.town, who), **words):
            return
        if verb in ("suspend", "return_for_info"):
            model.back_to = model.state
        if verb in ("dispatch", "reroute"):
            model.unit, model.handler = unit, ""
        model.state = target or model.back_to
        if verb == "escalate":
            model.rises()
        if verb in ("close", "decline"):
            model.ends(target, self.now)

    def words(self, verb, unit):
        review = timezone.localdate(self.now) + datetime.timedelta(days=20)
        return {
            "dispatch": {"to": getattr(self.town, unit)},
            "reroute": {"to": getattr(self.town, unit), "reason": "换一队"},
            "return_for_info": {"missing": "哪一栋？"},
            "decline": {"reason": "属于法院", "channel": "法院"},
            "suspend": {"reason": "等雨季过去", "review_on": review},
            "escalate": {"reason": "社区办不了"},
        }.get(verb, {})

    @rule(n=ANY, verb=st.sampled_from(["accept", "answer", "record_contact", "turn_down"]),
          who=HANDS)  # fmt: skip
    def handle(self, n, verb, who):
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        mine = model.state == "accepted" and model.handler == who
        free = model.state == "dispatched" and UNIT_OF[who] == model.unit
        right = {"accept": free, "turn_down": mine or free, "record_contact": mine,
                 "answer": mine and not model.helper}[verb]  # fmt: skip
        words = {"answer": ANSWER, "record_contact": {"note": "已联系"},
                 "turn_down": {"reason": "不归我队"}}.get(verb, {})  # fmt: skip
        if not self.try_it(order, right, verb, by=getattr(self.town, who), **words):
            return
        if verb == "accept":
            model.state, model.handler = "accepted", who
        if verb == "answer":
            model.state = "answered"
        if verb == "turn_down":
            model.returns += 1
            model.waits()
            if model.level == 0 and model.returns >= 2:
                model.rises()

    @rule(n=ANY, verb=st.sampled_from(["withdraw", "supplement", "change_consent"]),
          other=ANY, stranger=st.booleans())  # fmt: skip
    def resident(self, n, verb, other, stranger):
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        other = self.placed[other % len(self.placed)]
        states = {"withdraw": {"placed", "admitted", "dispatched", "returned"},
                  "supplement": {"returned"}}.get(verb, {model.state})  # fmt: skip
        mine = not stranger or other.pk == order.pk
        words = {"supplement": {"text": "三号楼"}, "change_consent": {"consent": "none"}}
        by = resident_of(other if stranger else order)
        right = mine and model.state in states
        if verb == "change_consent" and Order.objects.get(pk=order.pk).consent == "none" and right:
            return
        if not self.try_it(order, right, verb, by=by, **words.get(verb, {})):
            return
        if verb == "supplement":
            model.state = model.back_to
        if verb == "withdraw":
            model.ends("withdrawn", self.now)
            self.release(order.pk)

    @rule(n=ANY, solved=st.sampled_from(["yes", "partly", "no"]), satisfied=st.integers(1, 5))
    def rate(self, n, solved, satisfied):
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        lead = self.known[model.lead] if model.lead else model
        word = (order.pk, lead.redone)
        late = lead.ended_at and self.now + datetime.timedelta(
            minutes=7
        ) > lead.ended_at + datetime.timedelta(days=30)
        right = lead.state in ("answered", "closed") and word not in lead.said and not late
        if self.try_it(
            order, right, "rate", by=resident_of(order), solved=solved, satisfied=satisfied
        ):
            lead.said.add(word)
            if solved == "no" or satisfied <= 2:
                lead.opens_again()

    @rule(n=ANY, into=ANY, who=STAFF)
    def merge(self, n, into, who):
        order = self.placed[n % len(self.placed)]
        into = self.placed[into % len(self.placed)]
        model, lead = self.known[order.pk], self.known[into.pk]
        right = (
            order.pk != into.pk and model.state in MERGEABLE and RANK[who] >= model.level
            and not model.helper and lead.state in LEADING and lead.level >= model.level
        )  # fmt: skip
        if self.try_it(order, right, "merge", into=into, by=getattr(self.town, who)):
            model.ends("merged", self.now)
            model.lead, model.unit, model.handler = into.pk, "", ""
            for follower in self.known.values():
                if follower.lead == order.pk:
                    follower.lead = into.pk

    @rule(n=ANY, who=STAFF)
    def unmerge(self, n, who):
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        lead = self.known.get(model.lead)
        right = bool(lead) and RANK[who] >= model.level and (order.pk, lead.redone) not in lead.said
        by = getattr(self.town, who)
        if self.try_it(order, right, "unmerge", reason="另一盏灯", by=by):
            model.parts(lead)

    @rule(n=ANY, who=st.sampled_from(["clerk", "coordinator", "handler", "second_handler"]))
    def ask_assist(self, n, who):
        order = self.placed[n % len(self.placed)]
        model = self.known[order.pk]
        owner = RANK.get(who, -1) >= model.level
        mine = model.state == "accepted" and model.handler == who
        right = (model.state in ("dispatched", "accepted") and owner) or mine
        right = right and model.unit != "street_office" and not model.helper
        words = {"to": self.town.street_office, "what": "借登高车", "by": getattr(self.town, who)}
        if self.try_it(order, right, "ask_assist", **words):
            model.helper = "asked"

    @rule(n=ANY, verb=st.sampled_from(["accept_assist", "finish_assist", "give_back_assist"]),
          who=HANDS)  # fmt: skip
    def assist(self, n, verb, who):
        order = self.placed[n % len(self.placed)]
        model, part = self.known[order.pk], Assist.objects.filter(order=order).last()
        if part is None:
            return
        right = bool(model.helper) and who == "assistant" and model.state in HELPED
        if verb == "accept_assist":
            right = right and model.helper == "asked"
        if verb == "finish_assist":
            right = right and model.helper == who
        words = {"finish_assist": {"done": "借到了"}, "give_back_assist": {"reason": "没有车"}}
        by = getattr(self.town, who)
        if self.try_it(order, right, verb, assist=part, by=by, **words.get(verb, {})):
            model.helper = who if verb == "accept_assist" else ""

    @rule(n=ANY, who=STAFF)
    def cancel_assist(self, n, who):
        order = self.placed[n % len(self.placed)]
        model, part = self.known[order.pk], Assist.objects.filter(order=order).last()
        if part is None:
            return
        right = bool(model.helper) and model.state in HELPED and RANK[who] >= model.level
        words = {"assist": part, "reason": "不用了", "by": getattr(self.town, who)}
        if self.try_it(order, right, "cancel_assist", **words):
            model.helper = ""

    @rule(hours=st.sampled_from([1, 2, 4, 8, 20, 60, 300, 900]))
    def time_passes(self, hours):
        """The clock acts; the model hears of it from the ledger and checks that it may."""
        seen = Head.objects.get(pk=1).seq
        self.now += datetime.timedelta(hours=hours)
        winding.wind(at=self.now)
        keys = {f"order:{pk}": pk for pk in self.known}
        for entry in Entry.objects.filter(seq__gt=seen).order_by("seq"):
            self.clock_acts(entry, self.known[keys[entry.subject]])

    def clock_acts(self, entry, model):
        assert entry.actor.startswith("clock:")
        verb, at = entry.verb.removeprefix("order."), entry.at
        if verb == "escalated":
            assert model.state in MERGEABLE
            model.rises()
            assert entry.details["level"] == model.level
        elif verb == "declined":
            assert model.state == "returned"
            model.ends("declined", at)
        elif verb == "unmerged":
            model.parts(self.known[model.lead])
        elif verb == "closed":
            assert model.state == "answered"
            model.ends("closed", at)
        elif verb == "resumed":
            assert model.state == "suspended"
            model.state = model.back_to
        else:
            assert verb in ("warned", "parted", "consent_changed", "assist_cancelled"), verb

    @invariant()
    def rows_are_what_the_model_says(self):
        if not getattr(self, "known", None):
            return
        rows = Order.objects.select_related("area", "owner__area", "unit").in_bulk(self.known)
        for pk, model in self.known.items():
            row = rows[pk]
            assert (row.state, row.level, row.merged_into_id) == (
                model.state,
                model.level,
                model.lead,
            )
            assert row.area.path.startswith(row.owner.area.path)
            assert (row.ended_at is not None) == (model.state not in OPEN)
            if model.state in ("dispatched", "accepted", "answered"):
                assert row.unit == getattr(self.town, model.unit)
            # Nothing brings a matter down again.
            assert row.level >= self.top.get(pk, 0)
            self.top[pk] = row.level
            self.something_will_happen(row)
        assert balance().agrees
        assert Entry.objects.filter(verb="order.placed").count() == len(self.known)

    def something_will_happen(self, row):
        """Every open order has a clock; overdue at the top it has a stated reason for none."""
        reason = str(reading.why_no_clock(row)) if row.state in OPEN else ""
        assert not reason or "逾期" in reason or "超期" in reason, reason


@pytest.mark.django_db
@pytest.mark.parametrize("walks", [4, pytest.param(WALKS, marks=pytest.mark.proof)])
def test_the_whole_life_of_orders_agrees_with_the_model(walks):
    run_state_machine_as_test(
        WholeWalk,
        settings=settings(
            max_examples=walks, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
