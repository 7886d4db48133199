"""What the races stand on: who neither came through nor was refused is not counted as either."""

import sys
import threading

import pytest

from tests.races import running


def test_what_returns_nothing_came_through():
    assert running.parted(running.together(lambda: None, lambda: None)) == ([None, None], [], [])


def test_a_stuck_deed_is_told(monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", 0.1)
    release = threading.Event()
    with pytest.raises(AssertionError, match="stuck"):
        running.together(release.wait, lambda: None)
    release.set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_deed_that_ends_its_thread_is_told():
    with pytest.raises(AssertionError, match="without an outcome"):
        running.together(sys.exit, lambda: None)
