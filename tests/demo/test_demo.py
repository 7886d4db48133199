"""The demo town is filled through the real commands, and twice changes nothing."""

import sqlite3
from contextlib import closing

import pytest

pytestmark = pytest.mark.parametrize("fresh_database", ["sqlite"], indirect=True)
COUNTED = (
    "ledger_entry",
    "orders_order",
    "cases_case",
    "wagtailcore_page",
    "people_user",
    "places_post",
)


def counts(database, *, where="1 = 1", tables=COUNTED) -> dict[str, int]:
    with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
            for table in tables
        }


def test_the_town_is_whole_and_filling_it_twice_changes_nothing(fresh_database):
    first = fresh_database.manage("demo", "--fictitious")
    assert first.returncode == 0, first.stderr
    filled = counts(fresh_database)
    assert filled["orders_order"] == 32
    assert counts(fresh_database, where="phone = ''", tables=("places_organisation",)) == {
        "places_organisation": 0
    }
    assert fresh_database.manage("demo", "--fictitious").returncode == 0
    assert counts(fresh_database) == filled
    assert fresh_database.manage("ledger", "verify").returncode == 0
    found = fresh_database.manage("search", "路灯", "--json", "--limit", "5").stdout
    assert "榆钱北巷" in found


def test_it_is_not_filled_by_mistake_where_debug_is_off(fresh_database):
    refused = fresh_database.manage("demo")
    assert refused.returncode == 1
    assert "--fictitious" in refused.stderr
