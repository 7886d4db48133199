"""What must never be false is a constraint of the database; beside each stands what it lets pass."""

import uuid
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.orders.models import Answer, Order, Rating
from tests.support.town import build_town, order_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()
GOOD, BAD = nullcontext(), pytest.raises(IntegrityError)
ROWS = [
    ("placed", {"state": "admitted"}, GOOD),
    ("placed", {"state": "lost"}, BAD),
    ("placed", {"owner": None}, BAD),
    ("dispatched", {"unit": None, "state": "admitted"}, GOOD),
    ("dispatched", {"unit": None}, BAD),
    ("accepted", {"unit": None}, BAD),
    ("answered", {"unit": None}, BAD),
    ("accepted", {"handler": None, "state": "dispatched"}, GOOD),
    ("accepted", {"handler": None}, BAD),
    ("answered", {"handler": None}, BAD),
    ("answered", {"state": "closed", "ended_at": NOW}, GOOD),
    ("answered", {"state": "closed"}, BAD),
    ("answered", {"ended_at": NOW}, BAD),
    *(("admitted", {"state": end, "ended_at": NOW}, GOOD) for end in ("declined", "withdrawn")),
    *(("admitted", {"state": end}, BAD) for end in ("declined", "withdrawn", "merged")),
    ("placed", {"state": "returned", "resumes_to": "placed"}, GOOD),
    ("placed", {"state": "returned", "resumes_to": "admitted"}, GOOD),
    ("placed", {"state": "returned", "resumes_to": "accepted"}, BAD),
    ("placed", {"state": "returned"}, BAD),
]


@pytest.mark.parametrize(("state", "change", "outcome"), ROWS)
def test_a_row_that_contradicts_itself_is_refused(state, change, outcome):
    order = order_in(build_town(), state)
    with outcome, transaction.atomic():
        Order.objects.filter(pk=order.pk).update(**change)


@pytest.mark.parametrize(("number", "outcome"), [("2026-900001", GOOD), (None, BAD)])
def test_a_number_is_given_once(number, outcome):
    town = build_town()
    first, second = order_in(town, "placed"), order_in(town, "placed")
    with outcome, transaction.atomic():
        Order.objects.filter(pk=second.pk).update(number=number or first.number)


@pytest.mark.parametrize(("round_", "outcome"), [(2, GOOD), (1, BAD)])
def test_one_answer_a_round(round_, outcome):
    town = build_town()
    order = order_in(town, "answered")
    with outcome, transaction.atomic():
        Answer.objects.create(
            order=order, round=round_, received_at=NOW, spoken_with="a", done="b",
            finished_by="c", by=town.handler, at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("rounds", "satisfied", "outcome"),
    [
        ((1, 2), 5, GOOD),
        ((1, 1), 5, BAD),
        ((1,), 1, GOOD),
        ((1,), 0, BAD),
        ((1,), 6, BAD),
    ],
)
def test_one_rating_a_round_of_five_levels(rounds, satisfied, outcome):
    order = order_in(build_town(), "answered")
    with outcome, transaction.atomic():
        for number in rounds:
            Rating.objects.create(
                order=order,
                round=number,
                solved="yes",
                satisfied=satisfied,
                heard="code",
                at=NOW,
            )


@pytest.mark.parametrize(("key", "outcome"), [("another", GOOD), ("the same", BAD)])
def test_a_key_is_one_order(key, outcome):
    order = order_in(build_town(), "placed")
    order.pk, order.number = uuid.uuid4() if key == "another" else order.pk, "2026-900002"
    with outcome, transaction.atomic():
        order.save(force_insert=True)
