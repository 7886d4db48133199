"""`verify` names the first bad entry, whatever somebody with the database in hand did to it."""

import tracemalloc

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.ledger.chain import GENESIS
from portal.ledger.models import Entry, Head
from portal.ledger.verify import Fault, verify
from tests.ledger.chains import whole, write, write_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def tampered():
    """Twenty entries, and the database without its guards until the test is undone."""
    write(20)
    names = {
        "sqlite": ["update", "delete", "replace"],
        "postgresql": ["change", "truncate"],
    }[connection.vendor]
    table = "" if connection.vendor == "sqlite" else " ON ledger_entry"
    for name in names:
        connection.cursor().execute(f"DROP TRIGGER ledger_entry_no_{name}{table}")


def edit(number, /, **change):
    Entry.objects.filter(seq=number).update(**change)


def drop(*seqs):
    Entry.objects.filter(seq__in=seqs).delete()


def renumber(first, last, by):
    """Move a run of numbers so that no gap is left."""
    numbers = range(first, last + 1)
    for seq in numbers if by < 0 else reversed(numbers):
        edit(seq, seq=seq + by)


def swap(one, other):
    edit(one, seq=99)
    edit(other, seq=one)
    edit(99, seq=other)


def forge(seq, chained=True):
    """An entry that is whole in itself, at that number."""
    before = Entry.objects.filter(seq=seq - 1).first() if chained else None
    entry = whole(seq, before.hash if before else GENESIS, verb="order.closed")
    entry.save(force_insert=True)
    return entry


def rewrite(seq):
    """Edited, and its own hash made right again."""
    old = Entry.objects.get(seq=seq)
    new = whole(seq, old.prev_hash, verb="order.closed")
    edit(seq, verb=new.verb, subject=new.subject, at_text=new.at_text, actor=new.actor,
         details_text=new.details_text, hash=new.hash)  # fmt: skip


def push_in(seq, count=1):
    """Entries between two others, the later ones moved along, the head too."""
    renumber(seq, 20, +count)
    for number in range(seq, seq + count):
        forge(number)
    Head.objects.update(seq=20 + count)


def push_in_copy(seq):
    """The same entry twice, the later ones moved along, the head too."""
    renumber(seq, 20, +1)
    copy = Entry.objects.get(seq=seq - 1)
    copy.seq = seq
    copy.save(force_insert=True)
    Head.objects.update(seq=21)


def pull_out(seq, count=1):
    """Entries taken out, the later ones moved up, the head too."""
    drop(*range(seq, seq + count))
    renumber(seq + count, 20, -count)
    Head.objects.update(seq=20 - count)


def rotate(first, last):
    """The first behind the last, those between moved up."""
    edit(first, seq=99)
    renumber(first + 1, last, -1)
    edit(99, seq=last)


DEEDS = {
    "nothing": (lambda: None, None),
    **{
        f"edited {field}": (lambda field=field: edit(7, **{field: "x"}), Fault(7, "edited"))
        for field in ("verb", "subject", "actor", "details_text", "at_text", "hash", "prev_hash")
    },
    "edited first": (lambda: edit(1, actor="staff:1"), Fault(1, "edited")),
    "edited last": (lambda: edit(20, actor="staff:1"), Fault(20, "edited")),
    "edited with its hash": (lambda: rewrite(7), Fault(7, "edited")),
    "edited first with its hash": (lambda: rewrite(1), Fault(1, "edited")),
    "edited last with its hash": (lambda: rewrite(20), Fault(20, "edited")),
    "two edited": (lambda: (edit(9, verb="x"), edit(5, verb="x")), Fault(5, "edited")),
    "missing first": (lambda: drop(1), Fault(1, "missing")),
    "missing middle": (lambda: drop(7), Fault(7, "missing")),
    "missing run": (lambda: drop(7, 8, 9), Fault(7, "missing")),
    "missing last": (lambda: drop(20), Fault(20, "missing")),
    "missing tail": (lambda: drop(18, 19, 20), Fault(18, "missing")),
    "missing all": (lambda: drop(*range(1, 21)), Fault(1, "missing")),
    "missing and closed up": (lambda: pull_out(7), Fault(7, "missing")),
    "missing run and closed up": (lambda: pull_out(7, 3), Fault(7, "missing")),
    "inserted": (lambda: push_in(7), Fault(7, "inserted")),
    "inserted run": (lambda: push_in(7, 3), Fault(7, "inserted")),
    "inserted copy": (lambda: push_in_copy(7), Fault(7, "inserted")),
    "inserted before the first": (lambda: forge(0, chained=False), Fault(0, "inserted")),
    "inserted after the last": (lambda: forge(21), Fault(21, "inserted")),
    "reordered neighbours": (lambda: swap(7, 8), Fault(7, "reordered")),
    "reordered run": (lambda: rotate(7, 10), Fault(7, "reordered")),
    "reordered far": (lambda: swap(3, 17), Fault(3, "reordered")),
    "head set back": (lambda: Head.objects.update(seq=19), Fault(19, "edited")),
    "head set on": (lambda: Head.objects.update(seq=21), Fault(21, "missing")),
    "head hash": (lambda: Head.objects.update(hash="x"), Fault(20, "edited")),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_first_bad_entry_is_named(tampered, deed):
    do, fault = DEEDS[deed]
    do()
    found = verify()
    assert found.fault == fault
    assert found.count == 20 if fault is None else found.count < 24


@pytest.mark.parametrize(
    ("deed", "broken"),
    [
        ("nothing", False),
        *((name, True) for name in ("edited verb", "missing tail", "inserted", "reordered far")),
    ],
)
def test_the_command_fails_where_the_chain_is_broken(tampered, deed, broken, capsys):
    do, fault = DEEDS[deed]
    do()
    if not broken:
        call_command("ledger", "verify")
        assert f"20:{Head.objects.get(pk=1).hash}" in capsys.readouterr().out
        return
    with pytest.raises(CommandError, match=f"{fault.seq}.*{fault.kind}"):
        call_command("ledger", "verify")


def cut_tail():
    """Entries and head taken back together: the chain alone cannot tell."""
    drop(19, 20)
    Head.objects.update(seq=18, hash=Entry.objects.get(seq=18).hash)


@pytest.mark.parametrize(("deed", "holds"), [(lambda: None, True), (cut_tail, False)])
def test_a_checkpoint_written_down_earlier_must_still_hold(tampered, deed, holds):
    checkpoint = f"20:{Head.objects.get(pk=1).hash}"
    deed()
    call_command("ledger", "verify")
    if holds:
        write(3)
        call_command("ledger", "verify", "--expect", checkpoint)
        return
    with pytest.raises(CommandError, match="20:"):
        call_command("ledger", "verify", "--expect", checkpoint)


@pytest.mark.parametrize("checkpoint", ["", "20", ":", "x:y", "20:", "²:1", "9" * 30 + ":1"])
def test_a_checkpoint_that_says_nothing_does_not_hold(tampered, checkpoint):
    with pytest.raises(CommandError):
        call_command("ledger", "verify", "--expect", checkpoint)


def test_an_empty_ledger_is_whole():
    assert (verify().count, verify().head_hash, verify().fault) == (0, GENESIS, None)


def peak_memory():
    """Bytes that verifying needed at most."""
    tracemalloc.start()
    try:
        assert verify().fault is None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("short", "long"),
    [(10_000, 20_000), pytest.param(20_000, 200_000, marks=pytest.mark.proof)],
)
def test_verifying_takes_no_more_memory_for_a_longer_ledger(short, long):
    write_many(short)
    first = peak_memory()
    write_many(long - short)
    assert verify().count == long
    assert peak_memory() < first * 1.2 < 20_000_000


def test_exit_status_tells(fresh_database):
    assert fresh_database.manage("ledger", "verify").returncode == 0
    failed = fresh_database.manage("ledger", "verify", "--expect", "5:abc")
    assert failed.returncode == 1
    assert "5:abc" in failed.stderr
