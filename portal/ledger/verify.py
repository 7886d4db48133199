"""Read the whole chain and say where it first breaks. Reads in constant memory, writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.ledger.chain import GENESIS, entry_hash
from portal.ledger.models import Entry, Head

FIELDS = ("prev_hash", "seq", "at_text", "verb", "subject", "actor", "details_text", "hash")
Row = tuple[str, int, str, str, str, str, str, str]
# How far an entry may have been moved and still be recognised.
WINDOW = 1000


@dataclass(frozen=True)
class Fault:
    """The first bad entry: `kind` is edited, missing, inserted or reordered."""

    seq: int
    kind: str


@dataclass(frozen=True)
class Verdict:
    """How many entries were read, the head's hash, and the first fault if there is one."""

    count: int
    head_hash: str
    fault: Fault | None


def verify() -> Verdict:
    """Check numbers, hashes and the head against each other, from the first entry to the last."""
    head = Head.objects.get(pk=1)
    count, last = 0, None
    for row in _rows(head.seq):
        if fault := _fault(row, count + 1, last):
            return Verdict(count, last[7] if last else GENESIS, fault)
        count, last = count + 1, row
    return Verdict(count, last[7] if last else GENESIS, _end_fault(head, count, last))


def _end_fault(head: Head, count: int, last: Row | None) -> Fault | None:
    if count < head.seq:
        return Fault(count + 1, "missing")
    if last and last[7] != head.hash:
        return Fault(count, "edited")
    beyond = Entry.objects.filter(seq__gt=head.seq).values_list("seq", flat=True).first()
    # An entry appended while we read has moved the head along; one nobody counted has not.
    if beyond is not None and Head.objects.get(pk=1).seq < beyond:
        return Fault(beyond, "inserted")
    return None


def _rows(up_to: int) -> Iterator[Row]:
    rows = Entry.objects.filter(seq__lte=up_to).order_by("seq").values_list(*FIELDS)
    return rows.iterator(chunk_size=5000)


def _fault(row: Row, expected: int, last: Row | None) -> Fault | None:
    seq, last_hash = row[1], last[7] if last else GENESIS
    if seq > expected:
        return Fault(expected, "missing")
    if seq < expected:
        return Fault(seq, "inserted")
    if entry_hash(row[:7]) != row[7]:
        return _displaced(row)
    if row[0] != last_hash:
        # The entry is whole but names another predecessor: the one before it was rewritten.
        return Fault(max(seq - 1, 1), "edited")
    return None


def _displaced(row: Row) -> Fault:
    """Why an entry's hash is wrong: it may be whole under another number, else it was edited."""
    seq, number = row[1], _true_number(row)
    if number is None:
        return Fault(seq, "edited")
    if number < seq:
        # All before it hold together, so one of them stands in its place, or it is a copy.
        original = Entry.objects.filter(seq=number, hash=row[7]).exists()
        return Fault(seq if original else number, "inserted")
    later = Entry.objects.filter(seq__gt=seq, seq__lt=seq + WINDOW).values_list(*FIELDS)
    moved = any(_whole_as(other, seq) for other in later.iterator())
    return Fault(seq, "reordered" if moved else "missing")


def _true_number(row: Row) -> int | None:
    numbers = range(max(1, row[1] - WINDOW), row[1] + WINDOW)
    return next((number for number in numbers if _whole_as(row, number)), None)


def _whole_as(row: Row, number: int) -> bool:
    return entry_hash((row[0], number, *row[2:7])) == row[7]
