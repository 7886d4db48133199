"""Database triggers that refuse to change a version of a matter, for both databases."""

SQLITE = [
    """CREATE TRIGGER matter_version_no_update BEFORE UPDATE ON services_matterversion
       BEGIN SELECT RAISE(ABORT, 'a version of a matter is never changed'); END"""
]
POSTGRESQL = [
    """CREATE FUNCTION matter_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'a version of a matter is never changed'; END $$""",
    """CREATE TRIGGER matter_version_no_update BEFORE UPDATE ON services_matterversion
       FOR EACH ROW EXECUTE FUNCTION matter_version_refuse()""",
]
BY_VENDOR = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
