"""Orders that are handled together, warnings, suspensions: who is told, in whose number."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from portal.ledger.append import append
from portal.messages.models import Message
from portal.orders.models import Order
from tests.messages.telling import of, told
from tests.support.town import order_in, place_order

DUE = timezone.make_aware(datetime.datetime(2026, 12, 1, 17, 30))


def entry(verb, order, **details):
    """What the clock or a clerk wrote into the ledger."""
    with transaction.atomic():
        append(verb, order.subject, by="clock:deadline", at=timezone.now(), details=details)


def test_everybody_whose_order_is_carried_is_told_in_their_own_number(town):
    lead, neighbour, stranger = (
        order_in(town, "accepted"), place_order(town, contact_phone="13800138001"), place_order(town),
    )  # fmt: skip
    Order.objects.filter(pk=neighbour.pk).update(state="merged", merged_into=lead, ended_at=DUE)
    told()
    entry("order.answered", lead, round=1)
    told()
    for order in (lead, neighbour):
        message = of(order)[-1]
        assert message.event == "order.answered"
        assert order.number in message.text
        assert message.recipient == f"resident:{order.pk}"
    assert of(stranger)[-1].event == "order.placed"


@pytest.mark.parametrize("verb", ["order.placed", "order.merged", "order.unmerged"])
def test_what_concerns_one_order_is_told_to_one(town, verb):
    lead, neighbour = place_order(town), place_order(town)
    Order.objects.filter(pk=neighbour.pk).update(state="merged", merged_into=lead, ended_at=DUE)
    told()
    before = len(of(neighbour))
    entry(verb, lead)
    told()
    assert len(of(neighbour)) == before


@pytest.mark.parametrize(
    ("colour", "audiences"),
    [("blue", {"handler"}), ("yellow", {"handler", "clerk"}),
     ("red", {"handler", "clerk", "coordinator"}), ("green", set())],
)  # fmt: skip
def test_warnings_go_to_staff_by_colour(town, colour, audiences):
    order = order_in(town, "accepted")
    Order.objects.filter(pk=order.pk).update(due_at=DUE)
    entry("order.warned", order, kind="answer", colour=colour)
    told()
    warned = Message.objects.filter(event__startswith="order.warned")
    assert {message.audience for message in warned} == audiences
    assert all("2026-12-01 17:30" in message.text for message in warned)
    assert {m.recipient for m in warned if m.audience == "handler"} <= {f"staff:{town.handler.pk}"}


def test_a_suspension_names_its_review_date(town):
    order = place_order(town)
    entry("order.suspended", order, review="2026-12-15")
    told()
    assert "2026-12-15" in of(order)[-1].text


def test_another_unit_is_asked_to_help(town):
    order = order_in(town, "accepted")
    entry("order.assist_asked", order, unit="ts-team", assist=1)
    told()
    asked = Message.objects.filter(event="order.assist_asked")
    assert {m.recipient for m in asked} == {f"staff:{town.other_handler.pk}"}


@pytest.mark.parametrize(
    ("verb", "who", "says"),
    [("order.assist_done", "handler", "听松维修队"), ("order.assist_given_back", "handler", "听松维修队"),
     ("order.assist_cancelled", "other_handler", "取消")],
)  # fmt: skip
def test_how_the_help_ended(town, verb, who, says):
    order = order_in(town, "accepted")
    entry(verb, order, unit="ts-team", assist=1)
    told()
    (message,) = Message.objects.filter(event=verb)
    assert message.recipient == f"staff:{getattr(town, who).pk}"
    assert says in message.text


@pytest.mark.parametrize(("time_class", "urgent"), [("urgent", True), ("ordinary", False)])
def test_an_urgent_order_is_told_at_night_too(town, time_class, urgent):
    order = place_order(town)
    Order.objects.filter(pk=order.pk).update(time_class=time_class)
    told()
    assert of(order)[0].urgent is urgent
