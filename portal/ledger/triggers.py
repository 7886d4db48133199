"""Database triggers that refuse to change or remove a ledger entry, for both databases."""

SQLITE = [
    f"""CREATE TRIGGER ledger_entry_no_{act} BEFORE {act.upper()} ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
    for act in ("update", "delete")
] + [
    # INSERT OR REPLACE removes the old row without firing its delete trigger.
    """CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry
       WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE seq = NEW.seq)
       BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
]
POSTGRESQL = [
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
    """CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
       FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
]
BY_VENDOR = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
