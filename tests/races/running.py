"""Two people at the same moment, with the guard and without it."""

import sys
import threading
from contextlib import contextmanager
from copy import copy

from django.db import OperationalError, connection, connections
from django.db.models import QuerySet

from portal.errors import Refused
from portal.orders.models import Order, Serial

PATIENCE = 5
# In the place of an outcome until there is one: None is what many deeds return.
LOST = object()


def together(*deeds):
    """Each deed in a thread of its own, all let go at once; what it returned or raised; none may be stuck."""
    outcomes, start = [LOST] * len(deeds), threading.Barrier(len(deeds))

    def run(index, deed):
        try:
            start.wait(PATIENCE)
            outcomes[index] = deed()
        except Exception as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * 2)
    assert not any(thread.is_alive() for thread in threads), "a deed is stuck"
    assert LOST not in outcomes, "a deed ended without an outcome"
    return outcomes


def parted(outcomes):
    """Those who came through, those who were told why not, those for whom the house fell over."""
    failed = [o for o in outcomes if isinstance(o, Exception)]
    refused = [o for o in failed if isinstance(o, Refused)]
    return (
        [o for o in outcomes if not isinstance(o, Exception)],
        refused,
        [o for o in failed if not isinstance(o, Refused)],
    )


@contextmanager
def without_immediate():
    """SQLite's own guard away: a transaction takes the write lock only when it first writes."""
    known = connections.settings["default"]
    before = dict(known)
    options = {k: v for k, v in known["OPTIONS"].items() if k != "transaction_mode"}
    known.update(ENGINE="django.db.backends.sqlite3", OPTIONS=options)
    connections.close_all()
    yield
    known.update(before)
    connections.close_all()


def as_read_before(order):
    """In place of `lock`: the row as the person's screen read it before the transaction."""
    return copy(order)


def unlocked(order):
    """In place of `lock`: the row read again, and not locked."""
    return Order.objects.select_related("area", "owner__area").get(pk=order.pk)


def without_row_locks(monkeypatch, *verbs):
    """Rows are read as late as ever, and none is locked; rules and helpers stay."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    for verb in ("beats", *verbs):
        monkeypatch.setattr(room(verb), "lock", unlocked)


def unguarded(*deeds):
    """Both at once; on SQLite without its own guard besides."""
    if connection.vendor == "sqlite":
        with without_immediate():
            return parted(together(*deeds))
    return parted(together(*deeds))


def unlocked_number(barrier):
    """In place of `_next_number`: both read the counter before either writes it."""

    def number(year):
        serial = Serial.objects.get(year=year)
        barrier.wait(PATIENCE)
        serial.last += 1
        serial.save()
        return f"{year}-{serial.last:06d}"

    return number


def meeting(check, barrier):
    """The check, and then both wait until the other has passed it as well."""

    def checked(*args, **kwargs):
        answer = check(*args, **kwargs)
        barrier.wait(PATIENCE)
        return answer

    return checked


def is_locked_out(outcome):
    """What SQLite does in place of the damage: it lets one through and throws the other out."""
    passed, refused, fell = outcome
    kinds = [type(error) for error in fell]
    return connection.vendor == "sqlite" and (len(passed), refused, kinds) == (
        1,
        [],
        [OperationalError],
    )


def room(verb):
    """The module of a verb, whose name its function wears."""
    return sys.modules[f"portal.orders.commands.{verb}"]
