"""Steps that lock several rows, crossed: nobody waits in a ring. See `orders/commands/locking.py`.

PostgreSQL ends a ring by throwing one out ("deadlock detected"), who is shown an error page. SQLite has
one lock and no ring.
"""

import os
import threading
import time
from functools import partial

import pytest
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.utils import timezone

from portal.ledger import append as ledger
from portal.ledger import scheduled
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.commands import beats
from portal.orders.models import Order
from portal.orders.reconciliation import balance
from portal.people.roles import Role
from portal.places import named
from portal.places.commands import appoint
from tests.races.crossings import (
    CROSSINGS,
    a_wait_is_over,
    captured,
    contact_opened,
    good,
    merge,
    merged,
    on_the_schedule,
    renamed,
)
from tests.races.running import PATIENCE, parted, room, together
from tests.support.town import SETUP, SINCE, build_town, person, resident_of

ROUNDS = int(os.environ.get("ECHOWALL_RACES", "3"))
now = timezone.now


@pytest.fixture
def town(real_database):
    town = build_town()
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.everywhere = person("everywhere", Role.CLERK, town.committee)
    appoint(town.everywhere, organisation=town.team, role=Role.HANDLER, since=SINCE,
            by=SETUP, at=now())  # fmt: skip
    return town


@pytest.mark.parametrize("crossing", CROSSINGS, ids=lambda crossing: crossing.__name__)
def test_nobody_waits_in_a_ring(town, crossing, caplog):
    for turn in range(ROUNDS):
        passed, _refused, fell = parted(together(*crossing(town, turn)))
        assert fell == []
        assert passed
    assert "OperationalError" not in caplog.text
    assert verify().fault is None
    assert balance().agrees


# The same with the order of locks taken away: the ring is real


@pytest.fixture
def ring(town):
    """On PostgreSQL alone; both have their first lock before either reaches for the second."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock, and nobody waits in a ring for it")
    return threading.Barrier(2)


def met(barrier, known):
    """The same function; then a pause until the other one holds its row as well."""

    def wrapped(*args, **kwargs):
        answer = known(*args, **kwargs)
        barrier.wait(PATIENCE)
        time.sleep(0.1)
        return answer

    return wrapped


def thrown_out(outcomes):
    _passed, _refused, fell = parted(outcomes)
    assert all(isinstance(error, OperationalError) for error in fell), fell
    return [error for error in fell if "deadlock detected" in str(error)]


def lead_first(barrier):
    """As it was: whoever leads, then whoever follows; but merging took both by their keys."""
    take = met(barrier, beats.lock)

    def with_lead(order):
        lead = take(Order(pk=Order.objects.get(pk=order.pk).merged_into_id))
        return beats.lock(order), lead

    def with_followers(order):
        row = take(order)
        return row, [beats.lock(one) for one in Order.objects.filter(merged_into=row)]

    def by_key(order, into):
        low, high = sorted((order, into), key=lambda one: str(one.pk))
        rows = {low.pk: take(low), high.pk: beats.lock(high)}
        return rows[order.pk], rows[into.pk], []

    return with_lead, with_followers, by_key


@pytest.mark.parametrize("other", ["rate", "withdraw"])
def test_red_when_some_take_the_lead_first_and_some_the_lower_key(town, ring, monkeypatch, other):
    order, lead = merged(town, 0, "dispatched" if other == "withdraw" else "accepted")
    assert str(order.pk) < str(lead.pk)
    with_lead, with_followers, by_key = lead_first(ring)
    monkeypatch.setattr(room("rate"), "lock_with_lead", with_lead)
    monkeypatch.setattr(room("withdraw"), "lock_with_followers", with_followers)
    monkeypatch.setattr(room("merge"), "lock_to_merge", by_key)
    steps = {
        "rate": partial(good, order),
        "withdraw": partial(commands.withdraw, lead, by=resident_of(lead), at=now()),
    }
    assert len(thrown_out(together(merge(town, order, lead), steps[other]))) == 1


def test_red_when_the_clock_takes_the_lead_alone_before_those_it_parts(town, ring, monkeypatch):
    clock, wished, _merge = a_wait_is_over(town, 0)
    monkeypatch.setattr(room("wake"), "hold_with_followers", lambda order: None)
    monkeypatch.setattr(room("wake"), "lock", met(ring, beats.lock))
    monkeypatch.setattr(room("change_consent"), "lock_with_lead", lower_first(ring))
    assert len(thrown_out(together(clock, wished))) == 1


def lower_first(barrier):
    """As `lock_with_lead` does where the one that follows has the lower key."""
    take = met(barrier, beats.lock)

    def with_lead(order):
        row = take(order)
        return row, beats.lock(Order(pk=row.merged_into_id))

    return with_lead


def test_red_when_the_schedule_takes_a_revision_before_what_it_is_of(
    town, ring, monkeypatch, caplog
):
    publish, taken = on_the_schedule(town, 0)
    monkeypatch.setattr(scheduled, "_lock_what_is_revised", lambda *row: None)
    monkeypatch.setattr(scheduled, "_locked", met(ring, scheduled._locked))
    outcomes = together(publish, partial(taken, lambda: ring.wait(PATIENCE)))
    assert "OperationalError" in caplog.text or thrown_out(outcomes)


def test_red_when_what_a_row_names_is_looked_up_at_the_commit(town, ring, monkeypatch):
    """Who opens a contact has the head and wants the order; who works on the order wants the head."""
    monkeypatch.setattr(ledger, "CHECK_KEYS", "SELECT 1")
    opened, noted, *_more = contact_opened(town, 0)
    monkeypatch.setattr(room("open_contact"), "log", met(ring, beats.log))
    monkeypatch.setattr(room("record_contact"), "lock", met(ring, beats.lock))
    assert len(thrown_out(together(opened, noted))) == 1


def test_red_when_who_renames_a_unit_keeps_others_from_naming_it(town, ring, monkeypatch):
    """Who captures has the head from the first of five verbs on; the second names the unit."""
    known = QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet, "select_for_update",
        lambda rows, nowait=False, skip_locked=False, of=(), no_key=False: known(
            rows, nowait, skip_locked, of
        ),
    )  # fmt: skip
    first_then = iter([met(ring, named._called), named._called])
    monkeypatch.setattr(named, "_called", lambda *row: next(first_then)(*row))
    monkeypatch.setattr(room("capture"), "place", met(ring, room("place").place))
    assert len(thrown_out(together(partial(renamed, town.team, 1), captured(town)))) == 1
