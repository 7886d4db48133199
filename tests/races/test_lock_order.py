"""Steps that lock several rows, crossed: nobody waits in a ring. See `orders/commands/locking.py`.

PostgreSQL ends a ring by throwing one out ("deadlock detected"), who is shown an error page. SQLite has
one lock and no ring.
"""

import os
import threading
import time
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.ledger import append as ledger
from portal.ledger import scheduled
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.commands import beats, drafts
from portal.orders.commands.change_contact import change_contact
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.open_contact import open_contact, take_out_contacts
from portal.orders.commands.tie import tie
from portal.orders.commands.wake import wake
from portal.orders.models import Consent, Deadline, Draft, Order, Photo
from portal.orders.reconciliation import balance
from portal.people.actors import Clock
from portal.people.commands import renew_password
from portal.people.roles import Role
from portal.places import named
from portal.places.commands import appoint
from portal.places.models import Organisation
from portal.profiles.commands import publish
from portal.profiles.plans import HOUSE
from portal.residents.commands import enter
from portal.services.models import Matter
from tests.races.running import PATIENCE, parted, room, together
from tests.support.town import SETUP, SINCE, build_town, order_in, person, place_order, resident_of

ROUNDS = int(os.environ.get("ECHOWALL_RACES", "8"))
ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
now = timezone.now


@pytest.fixture
def town(real_database):
    town = build_town()
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.everywhere = person("everywhere", Role.CLERK, town.committee)
    appoint(town.everywhere, organisation=town.team, role=Role.HANDLER, since=SINCE,
            by=SETUP, at=now())  # fmt: skip
    return town


def two(town, turn, lead="admitted"):
    """An order and the one that is to lead; every second time the keys are the other way round."""
    keys = [uuid.UUID(int=uuid.uuid4().int >> 1), uuid.UUID(int=uuid.uuid4().int | 1 << 127)]
    first, second = reversed(keys) if turn % 2 else keys
    return order_in(town, "admitted", key=first), order_in(town, lead, key=second)


def merged(town, turn, lead="admitted"):
    order, lead = two(town, turn, lead)
    commands.merge(order, into=lead, by=town.clerk, at=now())
    return order, lead


def good(order):
    return commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=now())


def merge(town, order, lead):
    return partial(commands.merge, order, into=lead, by=town.clerk, at=now())


def wish(order):
    by = resident_of(order)
    return partial(commands.change_consent, order, consent=Consent.NONE, by=by, at=now())


def crosswise(town, turn):
    one, other = two(town, turn)
    return merge(town, one, other), merge(town, other, one)


def merged_twice_and_rated(town, turn):
    order, lead = merged(town, turn, "accepted")
    commands.answer(lead, by=town.handler, at=now(), **ANSWER)
    close = partial(commands.close, lead, by=town.clerk, at=now())
    return merge(town, order, lead), partial(good, order), close


def lead_withdrawn(town, turn):
    order, lead = merged(town, turn, "dispatched")
    withdraw = partial(commands.withdraw, lead, by=resident_of(lead), at=now())
    return withdraw, wish(order), merge(town, order, lead)


def lead_withdrawn_while_its_own_follow_another(town, turn):
    order, lead = merged(town, turn, "dispatched")
    third = order_in(town, "admitted")
    withdraw = partial(commands.withdraw, order, by=resident_of(order), at=now())
    return withdraw, merge(town, lead, third), merge(town, third, lead), wish(order)


def parted_while_answered(town, turn):
    order, lead = merged(town, turn, "accepted")
    unmerge = partial(commands.unmerge, order, reason="不是同一盏灯", by=town.clerk, at=now())
    answer = partial(commands.answer, lead, by=town.handler, at=now(), **ANSWER)
    return unmerge, answer, merge(town, order, lead)


def account_deleted(town, turn):
    order, lead = merged(town, turn, "accepted")
    third, holder = order_in(town, "admitted"), enter("13800138000", at=now())
    for one in (order, lead):
        tie(one, code=one.query_code, by=holder, at=now())
    change = {"contact_phone": "13900139000", "by": resident_of(order), "at": now()}
    return (
        partial(leave_account, holder, by=holder, at=now()),
        partial(tie, third, code=third.query_code, by=holder, at=now()),
        partial(change_contact, order, **change),
        wish(order),
    )


def deleted_twice(town, turn):
    holder = enter("13800138000", at=now())
    return (partial(leave_account, holder, by=holder, at=now()),) * 2


def dispatched_in_two_lists(town, turn):
    one, other = two(town, turn)
    many = partial(commands.dispatch_many, to=town.team, by=town.clerk, at=now())
    return partial(many, [one, other]), partial(many, [other, one])


def a_wait_is_over(town, turn):
    """The clock declines an order that others were merged into: they stand alone again."""
    order, lead = two(town, turn, "placed")
    commands.merge(order, into=lead, by=town.clerk, at=now())
    commands.return_for_info(lead, missing="哪一栋？", by=town.clerk, at=now())
    deadline = Deadline.objects.filter(order=lead, stopped_at=None).order_by("wake_at").last()
    over = now() + timedelta(days=60)
    clock = partial(wake, lead, deadline=deadline.pk, by=Clock("deadlines"), at=over)
    return clock, wish(order), merge(town, order, lead)


def contacts_taken_out(town, turn):
    one, other = two(town, turn)
    out = partial(take_out_contacts, reason="callback", by=town.clerk, at=now())
    return partial(out, [one, other]), partial(out, [other, one]), merge(town, one, other)


def contact_opened(town, turn):
    order = order_in(town, "accepted")
    opened = partial(open_contact, order, reason="callback", by=town.clerk, at=now())
    noted = partial(commands.record_contact, order, note="明天到", by=town.handler, at=now())
    return opened, noted, opened, noted


def said_to_be_like_another(town, turn):
    order = order_in(town, "accepted")
    noted = partial(commands.record_contact, order, note="明天到", by=town.handler, at=now())
    return noted, partial(place_order, town, echoes=order), noted, partial(place_order, town)


def matter_published(town, turn):
    matter = Matter.objects.get(pk=town.matter.pk)
    matter.summary = f"灯不亮了，请人来修 {turn}"
    matter.save()
    return matter.save_revision().publish, partial(place_order, town), partial(place_order, town)


def renamed(unit, turn):
    unit = Organisation.objects.get(pk=unit.pk)
    unit.name = f"桂雨维修{turn}队"
    unit.save()


def unit_renamed(town, turn):
    order = order_in(town, "admitted")
    dispatch = partial(commands.dispatch, order, to=town.team, by=town.clerk, at=now())
    return partial(renamed, town.team, turn), dispatch, captured(town), partial(place_order, town)


def captured(town):
    """Written down and settled at once: five verbs in one transaction."""
    intake = commands.Intake(
        key=uuid.uuid4(), matter=town.matter, area=town.community, text="三楼楼道灯不亮了",
        origin="staff", helped_by=town.everywhere,
    )  # fmt: skip
    done = commands.Settled(**ANSWER)
    return partial(commands.capture, intake, settled=done, by=town.everywhere, at=now())


def password_renewed(town, turn):
    order = order_in(town, "dispatched")
    renew = partial(renew_password, password=f"new-{turn}", by=town.administrator, at=now())
    accept = partial(commands.accept, order, by=town.handler, at=now())
    return partial(renew, town.handler), accept


def way_of_working_published(town, turn):
    way = partial(publish, town.street, HOUSE, preset=f"p{turn}", by=town.administrator, at=now())
    return way, partial(place_order, town), way


def two_appointed(town, turn):
    given = {"organisation": town.team, "role": Role.HANDLER, "since": SINCE}
    people = [person(f"new-{turn}-{n}") for n in range(3)]
    return [partial(appoint, one, by=town.administrator, at=now(), **given) for one in people]


def on_the_schedule(town, turn):
    """A matter whose release is due, and somebody who takes it off the schedule."""
    matter = Matter.objects.get(pk=town.matter.pk)
    matter.summary = f"灯不亮了 {turn}"
    matter.save_revision(approved_go_live_at=now() - timedelta(minutes=1))
    return partial(scheduled.publish_due, now()), partial(taken_off, matter)


def taken_off(matter, pause=lambda: None):
    with transaction.atomic():
        row = Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=matter.pk)
        pause()
        row.revisions.update(approved_go_live_at=None)
        return row


def photo_taken_out_while_placed(town, turn):
    draft = Draft.objects.create(pk=uuid.uuid4(), updated_at=now())
    photo = Photo.objects.create(draft=draft, jpeg=b"jpeg")
    old = now() - timedelta(days=8)
    Draft.objects.bulk_create([Draft(pk=uuid.uuid4(), updated_at=old) for _n in range(4)])
    return (
        partial(place_order, town, key=draft.pk), partial(drafts.remove_photo, draft.pk, photo.pk),
        partial(drafts.purge, at=now()), partial(drafts.purge, at=now()),
    )  # fmt: skip


CROSSINGS = (
    crosswise, merged_twice_and_rated, lead_withdrawn, lead_withdrawn_while_its_own_follow_another,
    parted_while_answered, account_deleted, deleted_twice, dispatched_in_two_lists, a_wait_is_over,
    contacts_taken_out, contact_opened, said_to_be_like_another, matter_published, unit_renamed,
    on_the_schedule, password_renewed, way_of_working_published, two_appointed, photo_taken_out_while_placed,
)  # fmt: skip


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
