"""The queue of SQLite's writers: first come, first served, and the dead are not waited for."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from portal.sqlite3.queue import Place


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "queue")


def test_they_go_in_the_order_of_coming(path):
    holder, went = Place(path), []

    def wait(number: int) -> None:
        place = Place(path)
        went.append(number)
        place.leave()

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(12)]
    for thread in waiting:
        thread.start()
        time.sleep(0.02)
    assert went == []
    holder.leave()
    for thread in waiting:
        thread.join(5)
    assert went == list(range(12))


def test_one_at_a_time(path):
    inside, most = [], []

    def work() -> None:
        for _turn in range(50):
            place = Place(path)
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            place.leave()

    crew = [threading.Thread(target=work) for _ in range(8)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join(20)
    assert (len(most), max(most)) == (400, 1)


def test_a_killed_holder_is_not_waited_for(path):
    child = os.fork()
    if child == 0:
        Place(path)
        time.sleep(60)
        os._exit(0)
    time.sleep(0.3)
    waiting = threading.Thread(target=lambda: Place(path).leave())
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive(), "while it lives, it is waited for"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    waiting.join(10)
    assert not waiting.is_alive()
