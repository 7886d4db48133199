"""Every verb leaves the right clocks running; whatever is open has one, or says why not."""

from dataclasses import replace

import pytest

from portal.orders import commands
from portal.orders.clocks.reading import why_no_clock
from portal.orders.clocks.table import TURNS
from portal.orders.clocks.turning import turn
from portal.orders.models import Deadline, Order
from portal.orders.story import TITLES
from portal.profiles.plans import HOUSE
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


def test_an_order_from_before_there_were_classes_gets_its_own_at_its_next_step(town):
    order = order_in(town, "admitted", at=march(9))
    before = order.time_class
    Order.objects.filter(pk=order.pk).update(time_class="")
    commands.dispatch(order, to=town.team, by=town.clerk, at=march(9, 10))
    assert now(order).time_class == before != ""


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
    assert ("accept" in kinds(order)) is False


def test_one_clock_of_a_kind(town):
    order = place_order(town, at=march(9))
    assert running(order).count() == Deadline.objects.filter(order=order).count() == 2
    assert Order.objects.filter(pk=order.pk, colour="").exists()


def test_another_units_part_has_a_clock_of_its_own(town):
    order = order_in(town, "accepted", at=march(9))
    for unit in (town.committee, town.street_office):
        commands.ask_assist(order, to=unit, what="关一下电", by=town.handler, at=march(9, 10))
    helping = deadlines_of(order, "assist")
    assert [row.due_at for row in helping] == [march(12, 17, 30)] * 2
    part = order.assists.get(unit=town.committee)
    commands.cancel_assist(order, assist=part, reason="不用了", by=town.handler, at=march(10))
    assert deadlines_of(order, "assist") == [row for row in helping if row.assist_id != part.pk]


def deadlines_of(order, kind):
    return list(running(order).filter(kind=kind))


@pytest.mark.parametrize(
    ("time_class", "street", "due"),
    [
        ("ordinary", 24, march(10, 9)),
        ("ordinary", 48, march(11, 9)),
        ("urgent", 48, march(9, 10)),
    ],
)
def test_a_street_sets_its_own_hours_to_accept(town, monkeypatch, time_class, street, due):
    plan = replace(HOUSE, limits=replace(HOUSE.limits, accept_hours=street))
    monkeypatch.setattr(Order, "plan", plan)
    town.matter.time_class_id = time_class
    order = order_in(town, "dispatched", at=march(9))
    assert deadline(order, "accept").due_at == due


def test_an_urgent_order_is_to_be_contacted_within_hours_of_its_placing(town):
    order = place_order(town, at=march(9, 8), matter=urgent(town.matter))
    commands.admit(order, by=town.clerk, at=march(9, 8))
    commands.dispatch(order, to=town.team, by=town.clerk, at=march(9, 8, 20))
    commands.accept(order, by=town.handler, at=march(9, 9))
    assert deadline(order, "contact").due_at == march(9, 10)


def urgent(matter):
    matter.time_class_id = "urgent"
    return matter


def test_merged_it_has_no_clock_and_parted_again_its_old_promise(town):
    order, lead = order_in(town, "admitted", at=march(9)), order_in(town, "admitted", at=march(9))
    commands.merge(order, into=lead, by=town.clerk, at=march(10))
    assert kinds(order) == set()
    commands.unmerge(order, reason="另一盏灯", by=town.clerk, at=march(12))
    assert kinds(order) == {"dispatch", "answer"}
    assert deadline(order, "answer").due_at == march(16, 17, 30)
