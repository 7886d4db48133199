"""Every verb of an order, killed between every two statements: wholly before or wholly after."""

import uuid

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.orders import commands
from portal.orders.models import Draft, Order, Photo, Serial
from tests.proof.killing import sweep
from tests.proof.soundness import assert_sound, snapshot
from tests.support.town import order_in, place_order, resident_of

pytestmark = pytest.mark.proof
NOW = timezone.now()
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
}
AGAIN = {"record_contact"}  # a second contact is another contact


def act(town, name, order):
    """The verb, as its person does it."""
    _state, who, words, _target = VERBS[name]
    by = resident_of(order) if who == "resident" else getattr(town, who)
    words = {"to": town.team} if "to" in words else words
    return getattr(commands, name.partition(",")[0])(order, by=by, at=NOW, **words)


def check_again(town, name, order, death):
    """The person presses once more: it goes through, or says that it is done."""
    if death.commits and name not in AGAIN:
        with pytest.raises(Refused):
            act(town, name, order)
    else:
        assert act(town, name, order).state == VERBS[name][3]


@pytest.mark.parametrize("name", VERBS)
def test_a_killed_verb_is_wholly_done_or_not_at_all(world, name):
    state, _who, _words, target = VERBS[name]
    before = {}

    def prepare():
        order = order_in(world.town, state, at=NOW)
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
    assert world.tally[name] >= 6


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
