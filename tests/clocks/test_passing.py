"""Time passes: colours, what rises, what ends, each once, at its moment, whoever winds and how late."""

from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.clocks import winding
from portal.orders.clocks.winding import wind
from portal.orders.models import Deadline
from portal.orders.reconciliation import balance
from tests.clocks.moments import deadline, kinds, march, now, told, until, words
from tests.support.town import order_in, place_order

KEY = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")


def test_the_three_colours_at_their_moments(town):
    order = order_in(town, "accepted", at=march(9))
    commands.record_contact(order, note="已联系", by=town.handler, at=march(9, 10))
    Deadline.objects.filter(order=order, kind="answer").update(yellow_at=march(12, 10))
    Deadline.objects.filter(order=order, kind="answer").update(wake_at=march(12, 10))
    seen = []
    for at in (march(12, 9), march(12, 10), march(15, 18), march(16, 17, 30)):
        until(at)
        seen.append(now(order).colour)
    assert seen == ["", "yellow", "yellow", "red"]
    assert words(order)[5:8] == [
        "warned answer yellow", "warned answer blue", "warned answer red",
    ]  # fmt: skip


def test_a_contact_takes_the_yellow_away(town):
    order = order_in(town, "accepted", at=march(9))
    until(march(12, 12))
    assert now(order).colour == "red"  # the contact was due on the 10th
    commands.record_contact(order, note="已联系", by=town.handler, at=march(12, 13))
    assert now(order).colour == ""


def test_nobody_accepts_and_the_street_has_it(town):
    order = order_in(town, "dispatched", at=march(9))
    until(march(10, 9))
    raised = now(order)
    assert (raised.state, raised.owner, raised.unit) == ("escalated", town.street_office, None)
    assert words(order)[3:] == ["warned accept blue", "warned accept red", "escalated"]
    assert kinds(order) == {"dispatch", "answer"}
    assert raised.changed_at == march(10, 9)


def test_an_answer_that_does_not_come_raises_once(town):
    order = order_in(town, "accepted", at=march(9))
    until(march(16, 17, 30))
    assert words(order).count("escalated") == 1
    assert now(order).state == "escalated"
    commands.dispatch(order, to=town.team, by=town.coordinator, at=march(16, 18))
    commands.accept(order, by=town.handler, at=march(16, 19))
    until(march(20))
    assert words(order).count("escalated") == 1
    assert words(order).count("warned answer red") == 1
    assert now(order).colour == "red"


def test_it_rises_as_far_as_there_is_somebody(town):
    order = place_order(town, at=march(9))
    until(march(30))
    assert now(order).owner.kind == "district"
    assert verify().fault is None
    assert balance().agrees


def test_details_that_do_not_come_end_the_order(town):
    order = order_in(town, "returned", at=march(9))
    until(march(24, 17, 29))
    assert now(order).state == "returned"
    until(march(24, 17, 30))
    ended = now(order)
    assert (ended.state, ended.ended_at, kinds(order)) == ("declined", march(24, 17, 30), set())
    assert order.remarks.last().text.startswith("没有等到")
    assert balance().agrees


def test_an_answer_nobody_rates_is_closed_unrated(town):
    order = order_in(town, "answered", at=march(9))
    until(march(9 + 21))
    assert now(order).state == "answered"
    late = deadline(order, "rating").due_at
    until(late)
    assert (now(order).state, now(order).ended_at) == ("closed", late)
    assert not order.ratings.exists()
    assert balance().agrees


def test_suspended_it_comes_back_on_its_day(town):
    order = order_in(town, "accepted", at=march(9))
    commands.suspend(order, reason="等待天气转好", review_on=march(18).date(),
                     by=town.clerk, at=march(10))  # fmt: skip
    assert kinds(order) == {"answer", "contact", "review"}
    assert now(order).due_at is None
    until(march(17, 23))
    assert now(order).state == "suspended"
    until(march(18, 6))
    assert (now(order).state, now(order).changed_at) == ("accepted", march(18, 0))
    assert kinds(order) == {"answer", "contact"}
    assert deadline(order, "answer").due_at == march(24, 17, 30)


SCENES = {
    "nobody dispatches": lambda town: place_order(town, at=march(9), key=KEY),
    "nobody accepts": lambda town: order_in(town, "dispatched", at=march(9), key=KEY),
    "nobody answers": lambda town: order_in(town, "accepted", at=march(9), key=KEY),
    "nobody writes": lambda town: order_in(town, "returned", at=march(9), key=KEY),
    "nobody rates": lambda town: order_in(town, "answered", at=march(9), key=KEY),
    "raised already": lambda town: order_in(town, "escalated", at=march(9), key=KEY),
}


def played(town, scene, steps):
    """The story of a scene when the worker comes at these moments; undone afterwards."""
    with transaction.atomic():
        order = SCENES[scene](town)
        until(march(31), steps=steps)
        story, rows = told(order), clocks_of(order)
        transaction.set_rollback(True)
    return story, rows


def clocks_of(order):
    columns = ("kind", "started_at", "due_at", "stopped_at", "lapsed_at", "colour", "warned")
    return list(Deadline.objects.filter(order=order).order_by("pk").values(*columns))


@pytest.mark.parametrize("scene", SCENES)
def test_a_worker_off_for_weeks_does_what_one_that_ran_would_have_done(town, scene):
    every_hour = [march(day, hour) for day in range(9, 31) for hour in range(24)]
    steady, late = played(town, scene, every_hour), played(town, scene, [])
    assert steady == late
    assert all(one[0] <= two[0] for one, two in pairwise(late[0]))


def test_several_orders_are_acted_on_in_order_of_time(town):
    hours = {9: None, 12: None, 15: None}
    for hour in (15, 9, 12):
        hours[hour] = order_in(town, "dispatched", at=march(9, hour))
    wind(at=march(10, 18))
    raised = Entry.objects.filter(verb="order.escalated").order_by("seq")
    assert [entry.subject for entry in raised] == [order.subject for order in hours.values()]


def test_small_batches_make_no_difference(town, monkeypatch):
    whole = played(town, "nobody dispatches", [])
    monkeypatch.setattr(winding, "BATCH", 1)
    assert played(town, "nobody dispatches", []) == whole


def test_twice_is_once(town):
    order = order_in(town, "dispatched", at=march(9))
    until(march(11))
    once = told(order)
    until(march(11), steps=[march(11), march(10)])
    assert told(order) == once


def test_a_human_who_was_faster_than_a_late_worker_is_believed(town):
    order = order_in(town, "dispatched", at=march(9))
    commands.accept(order, by=town.handler, at=march(10, 10))  # an hour late, the worker was off
    until(march(10, 11))
    assert now(order).state == "accepted"
    assert deadline(order, "accept").late
    assert "escalated" not in words(order)


def test_no_entry_is_older_than_the_step_before_it(town):
    order = order_in(town, "accepted", at=march(9))
    commands.turn_down(order, reason="不归我队", by=town.handler, at=march(17))
    until(march(18))
    moments = [row[0] for row in told(order)]
    assert moments == sorted(moments)


def test_the_entries_say_that_it_was_the_clock(town):
    order = order_in(town, "dispatched", at=march(9))
    until(march(10, 9))
    assert {row[3] for row in told(order)[3:]} == {"clock:deadlines"}


def test_the_pass_reads_indexes_only(town):
    order_in(town, "dispatched", at=march(9))
    with CaptureQueriesContext(connection) as captured:
        wind(at=march(9))
    asked = [query["sql"] for query in captured if "orders_deadline" in query["sql"]]
    assert len(asked) == 2
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for sql in asked:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                assert "SEARCH orders_deadline USING INDEX deadline_" in str(cursor.fetchall())
