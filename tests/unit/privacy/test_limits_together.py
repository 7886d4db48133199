"""Many at once: exactly as many tries pass as the limit says, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from portal.privacy.limits import allow

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def twelve_tries(_):
    try:
        return [allow("track", "x", limit=25, window_s=60, at=NOON) for _ in range(12)]
    finally:
        connection.close()


@pytest.mark.parametrize(
    "fresh_database",
    ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
    indirect=True,
)
def test_exactly_the_limit_passes(real_database):
    with ThreadPoolExecutor(6) as pool:
        answers = [answer for answers in pool.map(twelve_tries, range(6)) for answer in answers]
    assert (answers.count(True), answers.count(False)) == (25, 47)
