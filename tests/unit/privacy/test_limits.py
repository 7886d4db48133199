"""So many tries a window, counted once for all processes, nobody named."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from portal.privacy.limits import allow, purge
from portal.privacy.models import Tally

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def tries(count, *, bucket="track", key="13800138000", at=NOON, limit=3):
    return [allow(bucket, key, limit=limit, window_s=60, at=at) for _ in range(count)]


def test_the_first_tries_pass_and_the_next_do_not():
    assert tries(5) == [True, True, True, False, False]


def test_every_key_bucket_and_window_counts_for_itself():
    assert not tries(4)[-1]
    assert tries(1, key="13900139000") == [True]
    assert tries(1, bucket="place") == [True]
    assert tries(1, at=NOON + timedelta(seconds=59)) == [False]
    assert tries(1, at=NOON + timedelta(seconds=60)) == [True]


def test_the_table_names_nobody():
    tries(1)
    assert "13800138000" not in str(Tally.objects.values_list())


def test_windows_that_are_over_are_forgotten():
    tries(2, key="one")
    tries(1, key="two")
    assert purge(NOON + timedelta(seconds=59)) == 0
    assert purge(NOON + timedelta(seconds=60)) == 2
    tries(1)
    tries(1, at=NOON + timedelta(hours=1))
    assert Tally.objects.count() == 1


def test_one_statement_counts_and_answers(django_assert_num_queries):
    tries(1)
    with django_assert_num_queries(3):  # savepoint, the upsert, release
        tries(1)
    assert Tally.objects.get().count == 2


def test_a_busy_database_lets_the_try_through_and_says_so(caplog):
    def busy(execute, sql, params, many, context):
        if "privacy_tally" in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(busy), caplog.at_level(logging.WARNING):
        assert tries(1) == [True]
    assert "13800138000" not in caplog.text
    assert "track" in caplog.text
    assert tries(1) == [True]


def test_without_a_clock_the_present_counts():
    assert [allow("track", "x", limit=1, window_s=86_400) for _ in range(2)] == [True, False]
