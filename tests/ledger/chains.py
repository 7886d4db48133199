"""Long ledgers made quickly, and followers that can be told to fail."""

import datetime

from django.utils import timezone

from portal.errors import Unavailable
from portal.ledger.append import append
from portal.ledger.chain import at_text, entry_hash
from portal.ledger.followers import Follower
from portal.ledger.models import Entry, Head

NOW = timezone.now()
SECOND = datetime.timedelta(seconds=1)


def write(count, verb="order.placed"):
    """So many entries by the front door."""
    start = Head.objects.get(pk=1).seq
    return [append(verb, f"order:{start + i}", by="resident", at=NOW) for i in range(1, count + 1)]


def write_many(count):
    """A whole chain written at once, as `append` would have."""
    head = Head.objects.get(pk=1)
    entries = []
    for seq in range(head.seq + 1, head.seq + count + 1):
        entries.append(whole(seq, head.hash))
        head.seq, head.hash = seq, entries[-1].hash
    Entry.objects.bulk_create(entries, batch_size=2000)
    head.save()


def whole(seq, prev_hash, verb="order.placed", details="{}"):
    """An entry whose own hash is right."""
    fields = (prev_hash, seq, at_text(NOW), verb, f"order:{seq}", "resident", details)
    return Entry(
        seq=seq, at_text=fields[2], verb=verb, subject=fields[4], actor="resident",
        details_text=details, prev_hash=prev_hash, hash=entry_hash(fields),
    )  # fmt: skip


class Reader(Follower):
    """Remembers what it was given; fails on the numbers in `bad`."""

    name = "reader"
    verbs = ("order.",)

    def __init__(self, bad=()):
        self.seen, self.bad, self.batches = [], set(bad), 0

    def handle(self, entries):
        self.batches += 1
        for entry in entries:
            if entry.seq in self.bad:
                raise ValueError("张三 13800138000")
            if entry.seq not in self.seen:
                self.seen.append(entry.seq)

    def reset(self):
        self.seen.clear()


class Away(Reader):
    """What it writes to does not answer, until `away` is False."""

    away = True

    def handle(self, entries):
        if self.away:
            raise Unavailable
        super().handle(entries)
