"""What refuses, below Django, to hand an order down: its level never falls (DESIGN 2).

On SQLite a later migration that remakes the table must create the trigger again.
"""

SQLITE = (
    """CREATE TRIGGER orders_level_never_falls BEFORE UPDATE OF level ON orders_order
    WHEN NEW.level < OLD.level
    BEGIN SELECT RAISE(ABORT, 'orders: the level of an order never falls'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION orders_level_never_falls() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'orders: the level of an order never falls'
    USING ERRCODE = 'check_violation'; END $$""",
    """CREATE TRIGGER orders_level_never_falls BEFORE UPDATE OF level ON orders_order
    FOR EACH ROW WHEN (NEW.level < OLD.level) EXECUTE FUNCTION orders_level_never_falls()""",
)
BY_VENDOR = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
