"""kill -9 at a chosen moment: before any statement, before COMMIT, and right after it."""

import os
import signal
import sys
import traceback
from dataclasses import dataclass
from itertools import count

from django.db import connection, connections


@dataclass(frozen=True)
class Death:
    """What is known of a process that was told to die at `moment`."""

    moment: int
    killed: bool
    commits: int


class Moments:
    """Counts the moments of one process, and ends it at the fatal one."""

    def __init__(self, fatal, pipe):
        self.fatal, self.pipe, self.now, self.commit = fatal, pipe, 0, connection.commit

    def tick(self):
        if self.now == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.now += 1

    def statement(self, execute, sql, params, many, context):
        self.tick()
        return execute(sql, params, many, context)

    def committing(self):
        self.tick()
        self.commit()
        os.write(self.pipe, b"c")
        self.tick()


def killed_at(moment, deed):
    """The deed in a process of its own that dies at this moment, if it lives that long."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _die(moment, deed, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _child, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or status == 0, "the deed failed by itself, see the captured output"
    return Death(moment, killed, said.count(b"c"))


def _die(moment, deed, pipe):
    try:
        moments = Moments(moment, pipe)
        connection.ensure_connection()
        connection.commit = moments.committing
        with connection.execute_wrapper(moments.statement):
            deed()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)
    os._exit(0)


def sweep(prepare, deed, check):
    """Every moment of the deed, each on a subject of its own; how many times somebody died."""
    for moment in count():
        subject = prepare()
        death = killed_at(moment, lambda subject=subject: deed(subject))
        check(subject, death)
        if not death.killed:
            return moment
