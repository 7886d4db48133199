"""Every verb of an order, killed between every two statements: wholly before or wholly after."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands
from portal.orders.commands.change_contact import change_contact, wish_ring
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.open_contact import open_contact
from portal.orders.commands.tie import tie, untie
from portal.orders.models import Draft, Order, Photo, Serial
from portal.orders.states import BY_RATING, Cause, Verb
from portal.people.actors import Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.residents.commands import enter
from tests.proof.killing import sweep
from tests.proof.soundness import assert_sound, snapshot
from tests.support.town import order_in, person, place_order, resident_of

pytestmark = pytest.mark.proof
NOW = timezone.now()
SOON = timezone.localdate(NOW) + timedelta(days=7)
ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
# verb → state before, who, words, state after
VERBS = {
    "admit": ("placed", "clerk", {}, "admitted"),
    "dispatch": ("admitted", "clerk", {"to": "team"}, "dispatched"),
    "accept": ("dispatched", "handler", {}, "accepted"),
    "record_contact": ("accepted", "handler", {"note": "已电话联系"}, "accepted"),
    "answer": ("accepted", "handler", ANSWER, "answered"),
    "rate": ("answered", "resident", {"solved": "yes", "satisfied": 5}, "answered"),
    "rate, redo": ("closed", "resident", {"solved": "no", "satisfied": 1}, "dispatched"),
    "close": ("answered", "clerk", {}, "closed"),
    "return_for_info": ("admitted", "clerk", {"missing": "哪一栋？"}, "returned"),
    "supplement": ("returned", "resident", {"text": "三号楼"}, "placed"),
    "decline": ("admitted", "clerk", {"reason": "属于法院", "channel": "法院"}, "declined"),
    "withdraw": ("dispatched", "resident", {"reason": "已自行修好"}, "withdrawn"),
    "turn_down": ("accepted", "handler", {"reason": "不归我队"}, "admitted"),
    "turn_down, again": ("returned once", "handler", {"reason": "不归我队"}, "escalated"),
    "reroute": ("accepted", "clerk", {"to": "street_office", "reason": "需登高车"}, "dispatched"),
    "escalate": ("dispatched", "clock", {"cause": Cause.NOT_ACCEPTED}, "escalated"),
    "escalate, by hand": ("admitted", "clerk", {"reason": "需街道协调"}, "escalated"),
    "suspend": ("accepted", "clerk", {"reason": "等待配件", "review_on": SOON}, "suspended"),
    "resume": ("suspended", "clerk", {}, "admitted"),
    "merge": ("leads one", "clerk", {"into": "lead"}, "merged"),
    "unmerge": ("merged", "clerk", {"reason": "不是同一盏灯"}, "admitted"),
    "rate, merged": ("merged", "resident", {"solved": "no", "satisfied": 1}, "merged"),
    "withdraw, leading": ("leads one", "resident", {}, "withdrawn"),
    "record_call_back": ("answered", "clerk", {"reached": False}, "answered"),
    "record_call_back, reached": (
        "closed",
        "clerk",
        {"reached": True, "solved": "no", "satisfied": 1},
        "dispatched",
    ),
    "ask_assist": ("accepted", "clerk", {"to": "street_office", "what": "借升降车"}, "accepted"),
    "accept_assist": ("helped", "assistant", {"assist": None}, "accepted"),
    "finish_assist": ("helped along", "assistant", {"assist": None, "done": "车已到"}, "accepted"),
    "give_back_assist": ("helped", "assistant", {"assist": None, "reason": "车坏"}, "accepted"),
    "cancel_assist": ("helped", "clerk", {"assist": None, "reason": "不用了"}, "accepted"),
    "withdraw, helped": ("asked for help", "resident", {}, "withdrawn"),
    "extend": ("accepted", "coordinator", {"amount": 1, "reason": "等配件"}, "accepted"),
    "change_consent": ("accepted", "resident", {"consent": "none"}, "accepted"),
    "change_consent, merged": ("merged", "resident", {"consent": "none"}, "merged"),
    "change_contact": (
        "accepted", "resident", {"contact_phone": "13900139000", "contact_name": "李"}, "accepted"
    ),
    "wish_ring": ("accepted", "resident", {"ring": "morning"}, "accepted"),
    "open_contact": ("accepted", "clerk", {"reason": "call"}, "accepted"),
    "tie": ("accepted", "holder", {"code": None}, "accepted"),
    "untie": ("tied", "holder", {}, "accepted"),
    "decline, leading": ("asked and leads one", "clock", {"reason": "没有补正", "channel": "再点单"},
                         "declined"),
}  # fmt: skip
# Another contact is another, and so is a look at the telephone number; the clock raises once more;
# a wish that stands already is no step.
AGAIN = {"record_contact", "escalate", "open_contact"}
STANDS = {"change_consent", "change_consent, merged", "change_contact", "wish_ring", "tie"}
MORE = {"change_contact": change_contact, "wish_ring": wish_ring, "open_contact": open_contact,
        "tie": tie, "untie": untie}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def neighbours(world):
    """Who helps, and the order that others are merged into."""
    world.town.assistant = person("assistant", Role.HANDLER, world.town.street_office)
    world.town.holder = enter("13700137000", at=NOW)
    world.town.lead = order_in(world.town, "admitted", at=NOW)


def act(town, name, order):
    """The verb, as its person does it."""
    _state, who, words, _target = VERBS[name]
    others = {"resident": lambda: resident_of(order), "clock": lambda: Clock("deadline")}
    by = others.get(who, lambda: getattr(town, who))()
    words = {key: named(town, order, key, value) for key, value in words.items()}
    verb = name.partition(",")[0]
    return (MORE.get(verb) or getattr(commands, verb))(order, by=by, at=NOW, **words)


def named(town, order, key, value):
    """A unit, a part or another order, where the table above has only its name."""
    if key in ("to", "into"):
        return getattr(town, value)
    if key == "code":
        return order.query_code
    return order.assists.get() if key == "assist" else value


def prepared(town, state):
    """An order in a state of the table, or in one of those with something hanging on it."""
    if state not in HUNG:
        return order_in(town, state, at=NOW)
    source, hang = HUNG[state]
    order = order_in(town, source, at=NOW)
    hang(town, order)
    return order


def returned_once(town, order):
    commands.turn_down(order, reason="不归我队", by=town.handler, at=NOW)
    commands.dispatch(order, to=town.team, by=town.clerk, at=NOW)


def leads_one(town, order):
    other = order_in(town, "admitted", at=NOW)
    commands.merge(other, into=order, by=town.clerk, at=NOW)


def asked_and_leads_one(town, order):
    leads_one(town, order)
    commands.return_for_info(order, missing="哪一栋？", by=town.clerk, at=NOW)


def tied(town, order):
    tie(order, code=order.query_code, by=town.holder, at=NOW)


def asked(town, order):
    commands.ask_assist(order, to=town.street_office, what="借升降车", by=town.clerk, at=NOW)


def helped_along(town, order):
    asked(town, order)
    commands.accept_assist(order, assist=order.assists.get(), by=town.assistant, at=NOW)


HUNG = {
    "returned once": ("dispatched", returned_once),
    "leads one": ("dispatched", leads_one),
    "asked and leads one": ("placed", asked_and_leads_one),
    "tied": ("accepted", tied),
    "asked for help": ("dispatched", asked),
    "helped": ("accepted", asked),
    "helped along": ("accepted", helped_along),
}


def check_again(town, name, order, death):
    """The person presses once more: it goes through, or says that it is done."""
    if death.commits and name in STANDS:
        before = snapshot(order)
        act(town, name, order)
        assert snapshot(order) == before
    elif death.commits and name not in AGAIN:
        with pytest.raises(Refused):
            act(town, name, order)
    else:
        assert act(town, name, order).state == VERBS[name][3]


@pytest.mark.parametrize("name", VERBS)
def test_a_killed_verb_is_wholly_done_or_not_at_all(world, name):
    state, _who, _words, target = VERBS[name]
    before = {}

    def prepare():
        order = prepared(world.town, state)
        before[order.pk] = snapshot(order)
        return order

    def check(order, death):
        assert death.commits <= 1
        now = snapshot(order)
        if death.commits:
            assert now[0]["state"] == target
            assert len(now[2]) > len(before[order.pk][2])
        else:
            assert now == before[order.pk]
        assert_sound()
        check_again(world.town, name, order, death)

    world.tally[name] = sweep(prepare, lambda order: act(world.town, name, order), check)
    # The fewest: BEGIN, the row, the step, the ledger's two, COMMIT make five gaps on PostgreSQL.
    assert world.tally[name] >= 5


def test_every_verb_is_killed():
    """But for the redo, which a rating opens."""
    assert {name.partition(",")[0] for name in VERBS} >= set(Verb) - BY_RATING


def test_a_killed_leave_lets_every_order_go_or_none(world):
    holders = {}

    def prepare():
        holder = enter(f"1360000{len(holders):04d}", at=NOW)
        orders = [order_in(world.town, "admitted", at=NOW) for _n in range(2)]
        for order in orders:
            tie(order, code=order.query_code, by=holder, at=NOW)
        holders[holder.pk] = [order.pk for order in orders]
        return holder

    def check(holder, death):
        held = Order.objects.filter(pk__in=holders[holder.pk], account=holder.pk).count()
        there = User.objects.filter(pk=holder.pk).exists()
        assert (held, there) == ((0, False) if death.commits else (2, True))
        told = Entry.objects.filter(verb="account.deleted", subject=f"resident:{holder.pk}")
        assert told.count() == death.commits
        assert_sound()
        assert leave_account(holder, by=holder, at=NOW) == held

    def leave(holder):
        return leave_account(holder, by=holder, at=NOW)

    world.tally["leave_account"] = sweep(prepare, leave, check)


def test_a_killed_intake_is_one_order_with_its_photos_or_still_a_draft(world):
    def prepare():
        draft = Draft.objects.create(pk=uuid.uuid4(), body={"text": "灯"}, updated_at=NOW)
        for number in range(2):
            Photo.objects.create(draft=draft, jpeg=bytes([number]))
        return draft.pk

    def submit(key):
        return place_order(world.town, at=NOW, key=key)

    def check(key, death):
        assert Order.objects.filter(pk=key).count() == death.commits
        assert Draft.objects.filter(pk=key).count() == 1 - death.commits
        assert Photo.objects.filter(order=key).count() == 2 * death.commits
        assert Photo.objects.filter(draft=key).count() == 2 - 2 * death.commits
        assert submit(key).pk == key
        assert Photo.objects.filter(order=key).count() == 2
        numbers = Order.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == [f"{NOW.year}-{n:06d}" for n in range(1, len(numbers) + 1)]
        assert Serial.objects.get(year=NOW.year).last == len(numbers)
        assert_sound()

    world.tally["place"] = sweep(prepare, submit, check)


def test_the_tools_find_nothing_to_complain_about_afterwards(world):
    assert world.database.manage("ledger", "verify").returncode == 0
    assert world.database.manage("work", "--once").returncode == 0
    assert_sound()


def test_enough_points_were_tried(world, capsys):
    with capsys.disabled():
        print(f"\ncrash points, orders: {sum(world.tally.values())} {world.tally}")
    assert len(world.tally) < len(VERBS) + 1 or sum(world.tally.values()) >= 100
