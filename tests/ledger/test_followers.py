"""Followers: at least once, in order, tried again with growing delay, parked, and on they go."""

import pytest

from portal.ledger import follow
from portal.ledger.follow import MOST_ATTEMPTS, advance, drain, lag, rebuild, retry
from portal.ledger.models import Bookmark, Parked
from tests.ledger.chains import NOW, SECOND, Away, Reader, write

pytestmark = pytest.mark.django_db


def at(moment):
    """A clock that stands still."""
    return lambda: moment


def bookmark():
    return Bookmark.objects.get(follower="reader")


def exhaust(reader, now=NOW):
    """Let every retry of one bad entry pass; the delays between them."""
    delays = []
    for _attempt in range(MOST_ATTEMPTS - 1):
        drain(reader, at(now))
        delays.append((bookmark().retry_at - now) / SECOND)
        now = bookmark().retry_at
    drain(reader, at(now))
    return delays


def test_entries_come_in_order_and_the_bookmark_follows():
    write(5)
    reader = Reader()
    assert drain(reader, at(NOW)) == 5
    write(2)
    assert drain(reader, at(NOW)) == 2
    assert reader.seen == [1, 2, 3, 4, 5, 6, 7]
    assert (bookmark().seq, lag(reader)) == (7, 0)


@pytest.mark.parametrize(("verb", "seen"), [("order.placed", [1, 2]), ("case.published", [])])
def test_a_follower_is_given_the_verbs_it_wants_and_passes_the_rest(verb, seen):
    write(2, verb)
    reader = Reader()
    assert drain(reader, at(NOW)) == 2
    assert (reader.seen, bookmark().seq) == (seen, 2)


def test_long_ledgers_come_in_batches(monkeypatch):
    monkeypatch.setattr(follow, "BATCH", 4)
    write(10)
    reader = Reader()
    drain(reader, at(NOW))
    assert (reader.seen, reader.batches) == (list(range(1, 11)), 3)


def test_a_long_drain_goes_by_the_clock_of_each_batch(monkeypatch):
    monkeypatch.setattr(follow, "BATCH", 1)
    write(3)
    hours = iter(range(3))
    assert drain(Reader(bad=[3]), lambda: NOW + next(hours) * 3600 * SECOND) == 2
    assert bookmark().retry_at == NOW + (2 * 3600 + 1) * SECOND


def test_one_bad_entry_is_tried_again_with_growing_delay_then_parked():
    write(5)
    reader = Reader(bad=[3])
    assert exhaust(reader) == [1, 2, 4, 8, 16, 32]
    assert reader.seen == [1, 2, 4, 5]
    parked = Parked.objects.get()
    assert (parked.follower, parked.entry_id, parked.settled_at) == ("reader", 3, None)
    assert (bookmark().seq, bookmark().attempts, bookmark().retry_at) == (5, 0, None)


def test_the_reason_names_kind_and_place_and_quotes_nobody():
    write(1)
    exhaust(Reader(bad=[1]))
    reason = Parked.objects.get().reason
    assert reason.startswith("ValueError ledger/chains.py:")
    assert "张三" not in reason
    assert "138" not in reason


@pytest.mark.parametrize(("seconds", "moved"), [(0, 0), (0.9, 0), (1, 3)])
def test_nothing_is_tried_before_its_time(seconds, moved):
    write(3)
    reader = Reader(bad=[1])
    drain(reader, at(NOW))
    reader.bad.clear()
    assert drain(reader, at(NOW + seconds * SECOND)) == moved


def test_what_recovers_is_not_parked_and_the_count_begins_again():
    write(3)
    reader = Reader(bad=[2])
    drain(reader, at(NOW))
    assert bookmark().attempts == 1
    reader.bad.clear()
    drain(reader, at(NOW + SECOND))
    assert (reader.seen, bookmark().attempts) == ([1, 2, 3], 0)
    assert not Parked.objects.exists()


def test_several_bad_entries_are_parked_one_by_one():
    write(6)
    reader, now = Reader(bad=[2, 5]), NOW
    for _attempt in range(2 * MOST_ATTEMPTS):
        drain(reader, at(now))
        now += 60 * SECOND
    assert reader.seen == [1, 3, 4, 6]
    assert list(Parked.objects.order_by("entry").values_list("entry", flat=True)) == [2, 5]


@pytest.mark.parametrize("mended", [True, False])
def test_staff_try_a_parked_entry_again(mended):
    write(3)
    reader = Reader(bad=[2])
    exhaust(reader)
    if mended:
        reader.bad.clear()
    parked, later = Parked.objects.get(), NOW + 99 * SECOND
    assert retry(parked, reader, later) is mended
    parked.refresh_from_db()
    assert parked.settled_at == (later if mended else None)
    assert reader.seen == ([1, 3, 2] if mended else [1, 3])


def test_rebuilding_from_nothing_gives_what_following_gave():
    write(4)
    reader = Reader()
    drain(reader, at(NOW))
    write(4)
    drain(reader, at(NOW))
    followed = list(reader.seen)
    assert rebuild(reader, at(NOW)) == 8
    assert (reader.seen, bookmark().seq) == (followed, 8)


def test_followers_do_not_wait_for_each_other():
    write(2)
    stuck, other = Reader(bad=[1]), Reader()
    other.name = "other"
    drain(stuck, at(NOW))
    drain(other, at(NOW))
    assert (stuck.seen, other.seen) == ([], [1, 2])


def test_a_bookmark_that_was_taken_away_is_not_moved():
    """A worker that slept past its hold handles again what another handled, and moves nothing."""
    write(3)

    class Slept(Reader):
        def handle(self, entries):
            super().handle(entries)
            Bookmark.objects.filter(follower="reader").update(holder="elsewhere:1:1", seq=2)

    assert advance(Slept(), NOW) == 0
    assert (bookmark().seq, bookmark().holder) == (2, "elsewhere:1:1")


def test_another_machines_worker_is_waited_for_no_longer_than_its_hold():
    write(3)
    Bookmark.objects.create(follower="reader", holder="elsewhere:1:1", held_until=NOW + 60 * SECOND)
    reader = Reader()
    assert drain(reader, at(NOW)) == 0
    assert drain(reader, at(NOW + 60 * SECOND)) == 3


def test_rebuild_refuses_while_another_worker_follows():
    Bookmark.objects.create(follower="reader", holder="elsewhere:1:1", held_until=NOW + 60 * SECOND)
    with pytest.raises(RuntimeError, match="another worker"):
        rebuild(Reader(), at(NOW))


def test_what_is_away_is_waited_for_without_end_and_parks_nothing():
    write(3)
    reader, now = Away(), NOW
    for _attempt in range(MOST_ATTEMPTS + 3):
        assert drain(reader, at(now)) == 0
        assert bookmark().retry_at - now <= 60 * SECOND
        now = bookmark().retry_at
    reader.away = False
    assert drain(reader, at(now)) == 3
    assert (reader.seen, Parked.objects.count()) == ([1, 2, 3], 0)
