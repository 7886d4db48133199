"""From the ledger to messages: who is told what, once."""

import datetime

import pytest
from django.utils import timezone

from portal.messages import commands
from portal.messages.events import EVENTS
from portal.messages.models import Message
from portal.messages.words import Status, Why
from portal.orders import commands as verbs
from tests.messages.telling import from_the_first, of, told
from tests.support.town import order_in, place_order, resident_of

ROAD = ["order.placed", "order.admitted", "order.dispatched", "order.accepted", "order.answered"]


def test_the_road_is_told_to_the_resident(town):
    order = order_in(town, "closed")
    told()
    messages = of(order)
    assert [message.event for message in messages] == [*ROAD, "order.closed"]
    assert all(order.number in message.text for message in messages)
    assert "桂雨维修队" in messages[3].text
    # Only the last of what came at once is sent; the others are shown.
    assert [m.status for m in messages] == [*["suppressed"] * 5, "queued"]
    assert {m.why for m in messages[:5]} == {Why.OVERTAKEN}


@pytest.mark.parametrize(
    ("state", "event"),
    [("returned", "order.returned"), ("declined", "order.declined"),
     ("escalated", "order.escalated")],
)  # fmt: skip
def test_side_doors_are_told_to_the_resident(town, state, event):
    order = order_in(town, state)
    told()
    assert of(order)[-1].event == event


@pytest.mark.parametrize(
    ("state", "audience", "who"),
    [("placed", "clerk", ["clerk"]), ("dispatched", "handler", ["handler", "second_handler"]),
     ("escalated", "coordinator", ["coordinator"])],
)  # fmt: skip
def test_the_next_actor_is_told(town, state, audience, who):
    order = order_in(town, state)
    told()
    last = of(order, audience)[-1].event
    found = {m.recipient for m in of(order, audience) if m.event == last}
    assert found >= {f"staff:{getattr(town, name).pk}" for name in who}
    assert f"staff:{town.other_clerk.pk}" not in found


def test_nobody_is_told_what_they_did_themselves(town):
    order = order_in(town, "dispatched")
    verbs.accept(order, by=town.handler, at=timezone.now())
    verbs.turn_down(order, reason="人手不够", by=town.handler, at=timezone.now())
    told()
    assert [m.event for m in of(order, "clerk")] == ["order.placed", "order.turned_down"]
    assert f"staff:{town.handler.pk}" not in {m.recipient for m in of(order, "clerk")}


def test_following_again_makes_nothing_again(town):
    order = order_in(town, "answered")
    before = [(m.pk, m.text) for m in told()]
    Message.objects.filter(order=order, status=Status.QUEUED).update(
        status=Status.SENT, sent_at=timezone.now(), next_at=None
    )
    assert [(m.pk, m.text) for m in from_the_first()] == before
    assert not Message.objects.filter(status=Status.QUEUED).exists()


def test_what_is_long_ago_is_shown_and_not_sent(town):
    order_in(town, "placed", at=timezone.now() - datetime.timedelta(days=4))
    assert {(m.status, m.why) for m in told()} == {(Status.SUPPRESSED, Why.OLD)}


@pytest.mark.parametrize(
    ("phone", "silent", "status", "why"),
    [("13800138000", False, "queued", ""), ("", False, "suppressed", Why.NO_CONTACT),
     ("13800138000", True, "suppressed", Why.OPTED_OUT)],
)  # fmt: skip
def test_who_has_no_phone_or_wants_none_reads_it_on_the_page(town, phone, silent, status, why):
    order = place_order(town, contact_phone=phone)
    if silent:
        commands.silence(order, by=resident_of(order), at=timezone.now())
    told()
    (message,) = of(order)
    assert (message.status, message.why) == (status, why)


def test_silence_stops_what_waits(town):
    order = place_order(town)
    told()
    commands.silence(order, by=resident_of(order), at=timezone.now())
    assert of(order)[0].why == Why.OPTED_OUT
    commands.speak(order, by=resident_of(order))
    verbs.admit(order, by=town.clerk, at=timezone.now())
    told()
    assert [m.status for m in of(order)] == [Status.SUPPRESSED, Status.QUEUED]


def test_a_resident_is_not_flooded(town, monkeypatch):
    order = place_order(town)
    told()
    monkeypatch.setattr("portal.messages.rules.MOST_A_DAY", 1)
    Message.objects.filter(order=order).update(
        status=Status.SENT, sent_at=timezone.now(), next_at=None
    )
    verbs.admit(order, by=town.clerk, at=timezone.now())
    verbs.return_for_info(order, missing="几楼", by=town.clerk, at=timezone.now())
    told()
    # What the resident must act on goes all the same.
    assert [(m.event, m.why) for m in of(order)[1:]] == [
        ("order.admitted", Why.ENOUGH), ("order.returned", ""),
    ]  # fmt: skip


def test_a_line_of_the_table_is_one_event(town):
    keys = [(event.code, event.audience) for event in EVENTS]
    assert len(keys) == len(set(keys))


def test_the_cost_of_a_batch_does_not_grow_with_the_orders(town, django_assert_max_num_queries):
    orders = [place_order(town) for _n in range(5)]
    assert len(orders) == 5
    # For each entry: whom it concerns, how they want it, one write for all, and its transaction.
    with django_assert_max_num_queries(12 + 5 * 10):
        told()
