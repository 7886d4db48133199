"""kill -9 while the embedded engine commits: what was acknowledged stays, and writing goes on."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.query import Query, search
from tests.search.corpus import document, start

ROOT = Path(__file__).resolve().parent.parent.parent
WRITER = """
import sys
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from tests.search.corpus import document
engine, at = EmbeddedEngine(Path(sys.argv[1])), int(sys.argv[2])
while True:
    engine.apply([document(f"case:{at}", f"停水 {at}"), document("case:0", f"停水 {at}")])
    print(at, flush=True)
    at += 1
"""


def written_until_killed(directory, first, seconds):
    command = [sys.executable, "-c", WRITER, str(directory), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        lines = process.stdout.read().split()
    return int(lines[-1]) if lines else first


def sweep(directory, rounds):
    engine, pick, last = start(EmbeddedEngine(directory)), random.Random(1), 0
    for _ in range(rounds):
        last = written_until_killed(directory, last + 1, pick.uniform(0, 0.15))
        for at in range(1, last + 1):
            assert search(engine, Query(str(at), size=5)).hits.keys, f"{at} of {last} is lost"
        assert search(engine, Query("停水")).hits.total in (last + 1, last + 2)
        last += 1
        engine.apply([document(f"case:{last}", f"停水 {last}")])


def test_a_killed_writer_loses_nothing_and_blocks_nobody(tmp_path):
    sweep(tmp_path, rounds=4)


@pytest.mark.proof
def test_many_killed_writers(tmp_path):
    sweep(tmp_path, rounds=60)


def test_a_killed_rebuild_is_swept_away(tmp_path):
    engine = start(EmbeddedEngine(tmp_path), [document("case:1", "停水")])
    (tmp_path / "generation-left").mkdir()
    start(engine, [document("case:2", "停水")])
    assert search(engine, Query("停水")).hits.keys == ("case:2",)
    assert len(list(tmp_path.glob("generation-*"))) == 1


@pytest.mark.parametrize("content", ["", "nowhere", "generation-x 000000000000"])
def test_an_unreadable_or_older_pointer_is_a_missing_index(tmp_path, content):
    engine = start(EmbeddedEngine(tmp_path), [document("case:1", "停水")])
    pointer = tmp_path / "current"
    good = pointer.read_text()
    pointer.write_text(content)
    time.sleep(0.4)
    with pytest.raises(Exception, match="^$"):
        search(engine, Query("停水"))
    pointer.write_text(good)
    assert search(engine, Query("停水")).hits.total == 1
