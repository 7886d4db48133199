"""Two workers at the same instant, a person against the clock: without the guard the damage is real."""

from copy import copy
from functools import partial

import pytest

from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.clocks import turning
from portal.orders.clocks.winding import DEADLINES, wind
from portal.orders.commands import wake
from portal.orders.models import Deadline
from portal.orders.reconciliation import balance
from tests.clocks.moments import march, now, words
from tests.races.running import parted, together
from tests.support.town import build_town, order_in, resident_of

ROUNDS = 3
ONCE = ["warned accept blue", "warned accept red", "escalated"]


@pytest.fixture
def town(real_database):
    return build_town()


def two_workers():
    return together(lambda: wind(at=march(10, 9)), lambda: wind(at=march(10, 9)))


def test_two_workers_act_once(town):
    for _round in range(ROUNDS):
        orders = [order_in(town, "dispatched", at=march(9)) for _each in range(4)]
        _passed, _refused, fell = parted(two_workers())
        assert fell == []
        for order in orders:
            assert words(order)[3:] == ONCE
    assert verify().fault is None


def test_red_when_the_deadline_is_the_one_read_before_the_lock(town, monkeypatch):
    """Without reading it again under the lock, both find the same moment and both tell it."""
    order = order_in(town, "dispatched", at=march(9))
    before = Deadline.objects.get(order=order, kind="accept")
    monkeypatch.setattr(wake, "read", lambda deadline: copy(before))
    deed = partial(wake.wake, order, deadline=before.pk, by=DEADLINES, at=before.wake_at)
    together(deed, deed)
    assert words(order).count("warned accept blue") == 2


def test_withdrawn_while_it_rises(town):
    for _round in range(ROUNDS):
        order = order_in(town, "dispatched", at=march(9))
        passed, refused, fell = parted(
            together(
                lambda order=order: wind(at=march(10, 9)),
                lambda order=order: commands.withdraw(
                    order, by=resident_of(order), at=march(10, 9)
                ),
            )
        )
        assert fell == []
        story = words(order)
        assert ("withdrawn" in story) != ("escalated" in story)
        assert now(order).state in ("withdrawn", "escalated")
        assert len(passed) + len(refused) == 2
    assert balance().agrees


def test_accepted_while_it_rises(town):
    for _round in range(ROUNDS):
        order = order_in(town, "dispatched", at=march(9))
        _passed, _refused, fell = parted(
            together(
                lambda order=order: wind(at=march(10, 9)),
                lambda order=order: commands.accept(order, by=town.handler, at=march(10, 9)),
            )
        )
        assert fell == []
        assert ("accepted" in words(order)) != ("escalated" in words(order))
        running = turning.running(now(order))
        assert {row.kind for row in running} in ({"answer", "contact"}, {"answer", "dispatch"})


def test_two_who_raise_by_hand_never_lose_the_row(town):
    """PostgreSQL forgets the row of a join whose owner changed while it waited for the lock."""
    for _round in range(ROUNDS):
        order = order_in(town, "dispatched", at=march(9))
        raised = partial(
            commands.escalate, order, reason="长期无人处理", by=town.coordinator, at=march(9, 12)
        )
        _passed, _refused, fell = parted(together(raised, raised))
        assert fell == []
        assert now(order).level in (1, 2)
