"""The resident's word: by key or on the telephone, and never without the resident."""

import datetime
import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import CallBack, Order, Rating
from portal.orders.story import story
from portal.people.roles import Role
from portal.places.commands import appoint
from tests.support.outcomes import BAD, GOOD
from tests.support.town import SETUP, SINCE, build_town, order_in, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)
YES = {"reached": True, "solved": "yes", "satisfied": 4}


def call(town, order, by="clerk", at=NOW, **words):
    return commands.record_call_back(order, by=getattr(town, by), at=at, **words)


@pytest.mark.parametrize("state", ["answered", "closed", "merged"])
def test_who_is_reached_has_rated(state):
    town = build_town()
    order = order_in(town, state, at=NOW)
    call(town, order, **YES)
    rating = Rating.objects.get(order=order)
    assert (rating.solved, rating.satisfied, rating.heard) == ("yes", 4, "callback")
    assert (rating.call_back.reached, rating.call_back.attempt) == (True, 1)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ({"reached": False}, GOOD),
        (YES, GOOD),
        ({"reached": False, "solved": "yes", "satisfied": 5}, BAD),
        ({"reached": True}, BAD),
        ({"reached": True, "solved": "yes"}, BAD),
    ],
)
def test_not_reached_is_not_satisfied(words, outcome):
    town = build_town()
    order = order_in(town, "answered", at=NOW)
    with outcome:
        call(town, order, **words)
    assert Rating.objects.exists() == (words is YES)


@pytest.mark.parametrize(("hours", "outcome"), [(4, GOOD), (3, BAD)])
def test_two_attempts_at_different_times(hours, outcome):
    town = build_town()
    order = order_in(town, "answered", at=NOW)
    call(town, order, reached=False)
    with outcome:
        call(town, order, at=NOW + hours * HOUR, reached=False)
    assert not Rating.objects.exists()
    assert Order.objects.get(pk=order.pk).state == "answered"


def test_nobody_is_rung_up_who_has_rated():
    town = build_town()
    order = order_in(town, "answered", at=NOW)
    commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=NOW)
    with BAD:
        call(town, order, reached=False)


def test_whoever_handled_it_does_not_ask_how_it_was():
    town = build_town()
    order = order_in(town, "answered", at=NOW)
    appoint(town.handler, organisation=town.committee, role=Role.CLERK, since=SINCE,
            by=SETUP, at=NOW)  # fmt: skip
    town.both = type(town.handler).objects.get(pk=town.handler.pk)
    with BAD:
        call(town, order, by="both", **YES)
    call(town, order, **YES)


def test_a_bad_word_on_the_telephone_opens_the_redo():
    town = build_town()
    order = order_in(town, "closed", at=NOW)
    row = call(town, order, reached=True, solved="no", satisfied=1)
    assert (row.state, row.redo_count) == ("dispatched", 1)


@pytest.mark.parametrize(
    ("heard", "called", "outcome"),
    [
        ("code", False, nullcontext()),
        ("link", False, nullcontext()),
        ("callback", True, nullcontext()),
        ("callback", False, pytest.raises(IntegrityError)),
        ("code", True, pytest.raises(IntegrityError)),
        ("staff", False, pytest.raises(IntegrityError)),
    ],
)
def test_no_row_of_satisfaction_stands_without_the_residents_word(heard, called, outcome):
    town = build_town()
    order = order_in(town, "answered")
    attempt = CallBack.objects.create(
        order=order, round=1, attempt=1, reached=True, by=town.clerk, at=NOW
    )
    with outcome, transaction.atomic():
        Rating.objects.create(
            order=order, round=1, solved="yes", satisfied=5, at=NOW, heard=heard,
            call_back=attempt if called else None,
        )  # fmt: skip
    assert Rating.objects.count() == isinstance(outcome, nullcontext)


def test_closing_says_nothing_of_satisfaction():
    town = build_town()
    order = commands.close(order_in(town, "answered"), by=town.clerk, at=NOW)
    assert order.state == "closed"
    assert not Rating.objects.exists()


def test_one_place_in_the_house_writes_ratings():
    house = Path(commands.__file__).parents[2]
    found = [
        f for f in house.rglob("*.py") if re.search(r"\bRating(\.objects\.|\()", f.read_text())
    ]
    writing = [
        f.name for f in found if re.search(r"Rating\.objects\.(bulk_)?create", f.read_text())
    ]
    assert writing == ["word.py"]


@pytest.mark.parametrize(("state", "seen"), [("answered", False), ("closed", True)])
def test_a_handler_reads_the_rating_only_after_closing(state, seen):
    town = build_town()
    order = order_in(town, "answered")
    commands.rate(
        order, solved="partly", satisfied=3, comment="等得久", by=resident_of(order), at=NOW
    )
    if state == "closed":
        commands.close(order, by=town.clerk, at=NOW)
    order = Order.objects.get(pk=order.pk)
    steps = story(order, for_staff=True, for_handler=True)
    assert any(step.rating for step in steps) is seen
    assert any(step.rating for step in story(order, for_staff=True))
