"""One form sent twice, and many forms at once: one order each, numbers without a gap."""

import threading
import uuid

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.models import Draft, Order, Photo, Serial
from portal.orders.reconciliation import balance
from portal.people.actors import Resident
from tests.races.running import parted, room, together, unguarded, unlocked_number
from tests.support.town import build_town, order_in, place_order

NOW = timezone.now()


@pytest.fixture
def town(real_database):
    town = build_town()
    place_order(town, at=NOW)
    return town


def submit(town, key):
    return lambda: place_order(town, at=NOW, key=key)


def whole():
    return verify().fault is None and balance().agrees


def test_one_form_sent_many_times_is_one_order(town):
    draft = Draft.objects.create(updated_at=NOW)
    Photo.objects.create(draft=draft, jpeg=b"jpeg")
    orders, *failed = parted(together(*[submit(town, draft.pk)] * 6))
    assert failed == [[], []]
    assert {order.number for order in orders} == {f"{NOW.year}-000002"}
    assert Entry.objects.filter(subject=f"order:{draft.pk}").count() == 1
    assert list(Photo.objects.values_list("order", "draft")) == [(draft.pk, None)]
    assert whole()


def test_many_forms_at_once_get_numbers_without_a_gap(town):
    orders, *failed = parted(together(*[submit(town, uuid.uuid4()) for _i in range(8)]))
    assert failed == [[], []]
    assert sorted(o.number for o in orders) == [f"{NOW.year}-{n:06d}" for n in range(2, 10)]
    assert Serial.objects.get().last == 9
    assert whole()


def without_the_counters_lock(monkeypatch, *deeds):
    monkeypatch.setattr(room("place"), "_next_number", unlocked_number(threading.Barrier(2)))
    return unguarded(*deeds)


def test_red_when_the_years_number_is_not_locked(town, monkeypatch):
    """Without the lock the second person is not given a receipt but an error page."""
    deeds = submit(town, uuid.uuid4()), submit(town, uuid.uuid4())
    orders, refused, fell = without_the_counters_lock(monkeypatch, *deeds)
    damage = OperationalError if connection.vendor == "sqlite" else IntegrityError
    assert (len(orders), refused, [type(e) for e in fell]) == (1, [], [damage])


def test_the_key_alone_keeps_one_form_one_order(town, monkeypatch):
    """Two counters, as at midnight of New Year: the database refuses the second, who gets the first."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    deed = submit(town, uuid.uuid4())
    orders, *failed = without_the_counters_lock(monkeypatch, deed, deed)
    assert (len({order.number for order in orders}), failed) == (1, [[], []])
    assert whole()


def test_many_hands_reach_for_one_order(town):
    order = order_in(town, "dispatched", at=NOW)
    hands = [town.handler, town.second_handler] * 4
    deeds = [lambda by=by: commands.accept(order, by=by, at=NOW) for by in hands]
    passed, refused, fell = parted(together(*deeds))
    assert (len(passed), len(refused), fell) == (1, 7, [])
    assert whole()


def test_many_verbs_of_many_people_leave_one_whole_chain(town):
    """Four roads walked at the same time: every step is one entry and nothing is lost."""
    roads = [lambda: order_in(town, "closed", at=NOW) for _i in range(4)]
    passed, *failed = parted(together(*roads))
    assert failed == [[], []]
    assert {order.state for order in passed} == {"closed"}
    assert Entry.objects.filter(verb="order.closed").count() == 4
    assert Order.objects.count() == 5
    assert whole()


def test_the_asker_and_another_resident_are_told_apart_under_load(town):
    order = order_in(town, "dispatched", at=NOW)
    strangers = [
        lambda: commands.withdraw(order, by=Resident(uuid.uuid4()), at=NOW) for _i in range(3)
    ]
    passed, refused, fell = parted(
        together(*strangers, lambda: commands.withdraw(order, by=Resident(order.pk), at=NOW))
    )
    assert (len(passed), len(refused), fell) == (1, 3, [])
