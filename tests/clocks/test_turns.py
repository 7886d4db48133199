"""Every verb leaves the right clocks running; whatever is open has one, or says why not."""

import pytest

from portal.orders import commands
from portal.orders.clocks.reading import why_no_clock
from portal.orders.clocks.table import TURNS
from portal.orders.clocks.turning import turn
from portal.orders.models import Deadline, Order
from portal.orders.story import TITLES
from portal.worktime.models import Limit
from tests.clocks.moments import deadline, kinds, march, now, running
from tests.support.town import STEPS, order_in, place_order, resident_of


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("placed", {"dispatch", "answer"}),
        ("admitted", {"dispatch", "answer"}),
        ("dispatched", {"accept", "answer"}),
        ("accepted", {"contact", "answer"}),
        ("answered", {"rating"}),
        ("closed", set()),
        ("returned", {"supplement", "answer"}),
        ("declined", set()),
        ("withdrawn", set()),
        ("escalated", {"dispatch", "redo"}),
    ],
)
def test_what_runs_in_a_state(town, state, expected):
    order = order_in(town, state, at=march(9))
    assert kinds(order) == expected
    assert bool(why_no_clock(order)) is (expected == set())


def test_a_contact_stops_its_clock(town):
    order = order_in(town, "accepted", at=march(9))
    commands.record_contact(order, note="已联系", by=town.handler, at=march(9, 10))
    assert kinds(order) == {"answer"}
    assert deadline(order, "contact").stopped_at == march(9, 10)


def test_a_redo_has_clocks_of_its_own(town):
    order = order_in(town, "answered", at=march(9))
    STEPS["rate_bad"](town, order, march(11, 9))
    assert kinds(order) == {"accept", "redo", "redo_contact"}
    assert deadline(order, "redo").due_at == march(16, 17, 30)


def test_given_back_and_dispatched_again_the_promise_stays(town):
    order = order_in(town, "accepted", at=march(9))
    commands.turn_down(order, reason="不归我队", by=town.handler, at=march(10))
    assert kinds(order) == {"dispatch", "answer"}
    assert deadline(order, "dispatch").due_at == march(11, 17, 30)
    assert deadline(order, "answer").due_at == march(16, 17, 30)


def test_waiting_for_details_stops_time_and_is_bounded(town):
    order = order_in(town, "returned", at=march(9))
    row = deadline(order, "answer")
    assert (row.standing, row.due_at) == (True, march(24, 17, 30))
    assert now(order).due_at is None
    commands.supplement(order, text="三号楼", by=resident_of(order), at=march(11))
    row.refresh_from_db()
    assert (row.standing, row.due_at) == (False, march(18, 17, 30))
    assert kinds(order) == {"dispatch", "answer"}


def test_the_order_carries_its_nearest_deadline(town):
    order = place_order(town, at=march(9))
    carried = now(order)
    assert (carried.due_kind, carried.due_at) == ("dispatch", march(10, 17, 30))
    assert (carried.time_class, carried.colour, carried.due_provisional) == ("ordinary", "", False)


def test_every_word_of_the_table_is_one_the_ledger_speaks():
    assert {f"order.{word}" for word in TURNS} <= set(TITLES)


def test_why_no_clock_runs_is_said(town):
    Limit.objects.all().delete()
    order = place_order(town, at=march(9))
    assert kinds(order) == set()
    assert "时限" in str(why_no_clock(order))


@pytest.mark.parametrize(("state", "most"), [("dispatched", 7), ("placed", 4)])
def test_what_a_turn_costs(town, state, most, django_assert_max_num_queries):
    order = order_in(town, state, at=march(9))
    with django_assert_max_num_queries(most):
        turn(order, "accepted" if state == "dispatched" else "contacted", march(9, 10))


def test_one_clock_of_a_kind(town):
    order = place_order(town, at=march(9))
    assert running(order).count() == Deadline.objects.filter(order=order).count() == 2
    assert Order.objects.filter(pk=order.pk, colour="").exists()
