"""How many ledger entries a second `manage.py ledger verify` reads.

`python -m bench.chain`: 200,000 entries, written straight to the tables, on each database.
"""

import time
from datetime import UTC, datetime

from bench import ground
from portal.ledger.chain import GENESIS, at_text, entry_hash
from portal.ledger.models import Entry, Head
from portal.ledger.verify import verify

ENTRIES = 200_000
AT = at_text(datetime(2026, 1, 1, tzinfo=UTC))
DETAILS = '{"round":1,"unit":"guiyu-vanguard"}'


def fill() -> None:
    """A whole chain, by the same hash as the real one."""
    last, rows = GENESIS, []
    for seq in range(1, ENTRIES + 1):
        fields = (last, seq, AT, "order.dispatched", f"order:{seq:032x}", "staff:7", DETAILS)
        digest = entry_hash(fields)
        prev_hash, _seq, at, verb, subject, actor, details = fields
        rows.append(
            Entry(seq=seq, at_text=at, verb=verb, subject=subject, actor=actor,
                  details_text=details, prev_hash=prev_hash, hash=digest)
        )  # fmt: skip
        last = digest
    Entry.objects.bulk_create(rows, batch_size=2000)
    Head.objects.update(seq=ENTRIES, hash=last)


def main() -> None:
    for vendor in ground.vendors():
        with ground.database(vendor):
            fill()
            took = []
            for _round in range(3):
                began = time.perf_counter()
                assert verify().fault is None
                took.append(time.perf_counter() - began)
            print(f"{vendor:9} verify {ENTRIES / min(took):,.0f} entries/s")


if __name__ == "__main__":
    main()
