"""The database itself refuses to change, replace or remove an entry."""

import pytest
from django.db import DatabaseError, connection, transaction

from portal.ledger.models import Entry, Head, Parked
from portal.ledger.verify import verify
from tests.ledger.chains import NOW, write

pytestmark = pytest.mark.django_db
SAME = "seq, at_text, verb, subject, actor, details_text, prev_hash, hash"
ATTEMPTS = {
    "update": "UPDATE ledger_entry SET actor = 'staff:1' WHERE seq = 2",
    "update nothing new": "UPDATE ledger_entry SET actor = actor",
    "renumber": "UPDATE ledger_entry SET seq = 9 WHERE seq = 2",
    "delete": "DELETE FROM ledger_entry WHERE seq = 2",
    "delete all": "DELETE FROM ledger_entry",
}
ONLY_ON = {
    "sqlite": {
        "replace": f"INSERT OR REPLACE INTO ledger_entry ({SAME}) SELECT seq, at_text, verb, subject, "
        "'staff:1', details_text, prev_hash, hash FROM ledger_entry WHERE seq = 2",
        "replace by another name": f"REPLACE INTO ledger_entry ({SAME}) "
        f"SELECT {SAME} FROM ledger_entry WHERE seq = 2",
        "update or replace": "UPDATE OR REPLACE ledger_entry SET seq = 1 WHERE seq = 2",
        "upsert": f"INSERT INTO ledger_entry ({SAME}) SELECT {SAME} FROM ledger_entry WHERE seq = 2 "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'staff:1'",
    },
    "postgresql": {
        "truncate": "TRUNCATE ledger_entry CASCADE",
        "upsert": f"INSERT INTO ledger_entry ({SAME}) SELECT {SAME} FROM ledger_entry WHERE seq = 2 "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'staff:1'",
        "merge": "WITH gone AS (DELETE FROM ledger_entry WHERE seq = 2 RETURNING 1) SELECT * FROM gone",
    },
}


@pytest.mark.parametrize(
    ("vendor", "statement"),
    [
        pytest.param(vendor, statement, id=f"{vendor}-{name}")
        for vendor, attempts in (("both", ATTEMPTS), *ONLY_ON.items())
        for name, statement in attempts.items()
    ],
)
def test_no_statement_changes_an_entry(vendor, statement):
    write(3)
    if vendor not in ("both", connection.vendor):
        pytest.skip(f"runs on {vendor}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert (verify().count, verify().fault) == (3, None)


@pytest.mark.parametrize("act", ["save", "delete", "update", "bulk_update", "queryset delete"])
def test_nor_does_any_door_of_the_orm(act):
    entry = write(2)[0]
    doors = {
        "save": entry.save,
        "delete": entry.delete,
        "update": lambda: Entry.objects.update(actor="staff:1"),
        "bulk_update": lambda: Entry.objects.bulk_update([entry], ["actor"]),
        "queryset delete": lambda: Entry.objects.all().delete(),
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        doors[act]()
    assert verify().fault is None


@pytest.mark.parametrize(("pk", "refused"), [(1, False), (2, True)])
def test_there_is_one_head(pk, refused):
    if not refused:
        assert Head.objects.filter(pk=pk).exists()
        return
    with pytest.raises(DatabaseError), transaction.atomic():
        Head.objects.create(pk=pk)


@pytest.mark.parametrize(("follower", "refused"), [("other", False), ("reader", True)])
def test_an_entry_is_parked_once_for_each_follower(follower, refused):
    entry = write(1)[0]
    Parked.objects.create(follower="reader", entry=entry, parked_at=NOW)
    again = Parked(follower=follower, entry=entry, parked_at=NOW)
    if not refused:
        again.save()
        return
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()
