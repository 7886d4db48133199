"""The demo town is filled through the real commands, and twice changes nothing."""

import sqlite3
from contextlib import closing

import pytest

from tests.support.databases import copy_of_demo

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


SEEN = ("redo_opened", "merged", "suspended", "declined", "warned", "escalated", "extended", "withdrawn",
        "assist_asked", "turned_down", "returned")  # fmt: skip


def verbs(database) -> set[str]:
    with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as connection:
        return {verb for (verb,) in connection.execute("SELECT DISTINCT verb FROM ledger_entry")}


def test_what_seldom_happens_can_be_seen_once(demo_folder, tmp_path):
    town = copy_of_demo(demo_folder, tmp_path / "town")
    assert {f"order.{verb}" for verb in SEEN} <= verbs(town)
    shops = "matter_id IN (SELECT id FROM services_matter WHERE audience = 'business')"
    assert counts(town, where=shops, tables=("orders_order",)) == {"orders_order": 1}


def test_one_matter_is_public_while_it_is_under_way(demo_folder, tmp_path):
    town = copy_of_demo(demo_folder, tmp_path / "town")
    open_yet = "live AND standing <> 'closed' AND result = ''"
    assert counts(town, where=open_yet, tables=("cases_case",)) == {"cases_case": 1}
    echo = "echoes_id IS NOT NULL AND state = 'placed'"
    assert counts(town, where=echo, tables=("orders_order",)) == {"orders_order": 1}
    assert "单元门禁" in town.manage("search", "门禁", "--json", "--limit", "5").stdout


def test_a_street_works_in_its_own_way_and_a_worker_settles_on_the_spot(demo_folder, tmp_path):
    town = copy_of_demo(demo_folder, tmp_path / "town")
    assert counts(town, where="preset = 'five'", tables=("profiles_profile",)) == {
        "profiles_profile": 1
    }
    # Placed without anybody admitting or dispatching it: its road has neither step.
    own_way = "profile_id IS NOT NULL AND state = 'dispatched'"
    assert counts(town, where=own_way, tables=("orders_order",)) == {"orders_order": 1}
    spot = "handler_id = helped_by_id AND state = 'answered' AND channel = 'patrol'"
    assert counts(town, where=spot, tables=("orders_order",)) == {"orders_order": 1}
    both = "person_id = (SELECT id FROM people_user WHERE username = 'grid')"
    assert counts(town, where=both, tables=("places_post",)) == {"places_post": 2}


def test_the_town_is_whole_and_filling_it_twice_changes_nothing(demo_folder, tmp_path):
    town = copy_of_demo(demo_folder, tmp_path / "town")
    filled = counts(town)
    assert filled["orders_order"] == 47
    assert counts(town, where="phone = ''", tables=("places_organisation",)) == {
        "places_organisation": 0
    }
    assert town.manage("demo", "--fictitious").returncode == 0
    assert counts(town) == filled
    assert town.manage("ledger", "verify").returncode == 0
    found = town.manage("search", "路灯", "--json", "--limit", "5").stdout
    assert "榆钱北巷" in found


@pytest.mark.parametrize("fresh_database", ["sqlite"], indirect=True)
def test_it_is_not_filled_by_mistake_where_debug_is_off(fresh_database):
    refused = fresh_database.manage("demo")
    assert refused.returncode == 1
    assert "--fictitious" in refused.stderr
