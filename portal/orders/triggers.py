"""What refuses, below Django, to hand an order down: its level never falls (DESIGN 2).

On SQLite a migration that remakes the table drops its triggers without a word, so they are put
back after every migrate.
"""

from typing import Any

from django.db import connections

SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS orders_level_never_falls
    BEFORE UPDATE OF level ON orders_order WHEN NEW.level < OLD.level
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


def put_back(using: str, **kwargs: Any) -> None:
    """Heard after every migrate: SQLite has its triggers, whatever was remade."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pragma_table_info('orders_order') WHERE name = 'level'")
        if cursor.fetchone():
            for statement in SQLITE:
                cursor.execute(statement)
