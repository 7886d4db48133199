"""Several workers on one real database, and workers that are killed."""

import os
import signal
import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from portal.ledger.follow import advance, drain
from portal.ledger.models import Bookmark
from tests.ledger.chains import Reader, write


def committed(count):
    with transaction.atomic():
        write(count)


class Noting(Reader):
    """Writes each number to a file, as one act, so that all workers' work is seen."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def handle(self, entries):
        with self.file.open("a") as out:
            out.write("".join(f"{entry.seq}\n" for entry in entries))


def until_done(reader, moved):
    try:
        while Bookmark.objects.filter(follower="reader", seq=60).count() == 0:
            moved.append(advance(reader, timezone.now()))
            time.sleep(0.002)
    finally:
        connections.close_all()


def test_several_workers_move_a_bookmark_once_and_in_order(real_database, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.ledger.follow.BATCH", 4)
    committed(60)
    moved, out = [], tmp_path / "seen"
    crew = [threading.Thread(target=until_done, args=(Noting(out), moved)) for _i in range(4)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(60)
    assert [int(line) for line in out.read_text().split()] == list(range(1, 61))
    assert sum(moved) == 60
    assert Bookmark.objects.get().holder == ""


class Hanging(Noting):
    """Says that it has begun, and never ends."""

    def handle(self, entries):
        super().handle(entries)
        time.sleep(60)


def started(file):
    """Another process that follows, and hangs in the middle of it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        drain(Hanging(file), timezone.now)
        os._exit(1)
    until = time.monotonic() + 30
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return child


def test_a_worker_killed_in_the_middle_is_followed_at_once_by_another(real_database, tmp_path):
    committed(5)
    out = tmp_path / "seen"
    child = started(out)
    assert drain(Noting(out), timezone.now) == 0, "while it lives, nobody else handles"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert drain(Noting(out), timezone.now) == 5
    assert out.read_text().split() == list("1234512345"), "at least once, in order"


def test_the_worker_command_drains_and_returns(fresh_database):
    done = fresh_database.manage("work", "--once")
    assert done.returncode == 0, done.stderr


def test_entries_are_seen_in_the_order_of_their_numbers_while_others_commit(real_database):
    """A number is never seen before a smaller one that commits later: the head is locked."""
    reader, stop = Reader(), threading.Event()

    def follow():
        while not stop.is_set():
            advance(reader, timezone.now())
        connection.close()

    def commit():
        for _i in range(10):
            committed(1)
        connection.close()

    follower = threading.Thread(target=follow)
    writers = [threading.Thread(target=commit) for _i in range(3)]
    for thread in (follower, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    stop.set()
    follower.join(60)
    drain(reader, timezone.now)
    assert reader.seen == list(range(1, 31))


@pytest.mark.parametrize(("holder_lives", "moved"), [(True, 0), (False, 3)])
def test_only_a_living_holder_is_waited_for(real_database, holder_lives, moved):
    committed(3)
    connections.close_all()
    child = os.fork()
    if child == 0:
        time.sleep(60 if holder_lives else 0)
        os._exit(0)
    if not holder_lives:
        os.waitpid(child, 0)
    until = timezone.now() + timezone.timedelta(seconds=60)
    Bookmark.objects.create(
        follower="reader", holder=f"{os.uname().nodename}:{child}:1", held_until=until
    )
    assert drain(Reader(), timezone.now) == moved
    if holder_lives:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
