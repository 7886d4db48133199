"""The clock, killed between every two statements: each act is wholly done or not, and never twice."""

import pytest

from portal.orders.clocks import winding
from portal.orders.models import Deadline
from tests.clocks.moments import march, now, words
from tests.proof.killing import sweep
from tests.proof.soundness import assert_sound
from tests.support.town import order_in

pytestmark = pytest.mark.proof
# What passes by itself after a week of silence: the state before, what the ledger says at the end.
SCENES = {
    "dispatched": ("escalated", ["warned accept blue", "warned accept red", "escalated"]),
    "returned": ("declined", ["declined"]),
    "answered": ("closed", ["closed"]),
}
UNTIL = {"dispatched": march(10, 9), "returned": march(24, 18), "answered": march(31)}


@pytest.mark.parametrize("state", SCENES)
def test_a_killed_worker_leaves_nothing_half_done_and_the_next_finishes(world, state):
    target, expected = SCENES[state]
    at = UNTIL[state].replace(month=5) if state == "answered" else UNTIL[state]

    def prepare():
        Deadline.objects.update(wake_at=None)  # only the new order is awake
        return order_in(world.town, state, at=march(9))

    def acts(order):
        return [word for word in words(order)[start:] if word in expected]

    def check(order, death):
        assert acts(order) == expected[: len(acts(order))]
        assert (now(order).state == target) is (acts(order) == expected)
        assert_sound()
        winding.wind(at=at)
        winding.wind(at=at)
        assert acts(order) == expected
        assert now(order).state == target
        assert_sound()

    start = {"dispatched": 3, "returned": 2, "answered": 5}[state]
    world.tally[f"wind, {state}"] = sweep(prepare, lambda _order: winding.wind(at=at), check)
    assert world.tally[f"wind, {state}"] >= 10
