"""The ground the other tests stand on: real commits stay apart, and nothing can wipe the ledger."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase
from wagtail.models import Page

from tests.conftest import pytest_collection_modifyitems

pytestmark = pytest.mark.tooling
BOTH = pytest.mark.parametrize(
    "fresh_database",
    ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
    indirect=True,
)


@pytest.mark.django_db
def test_the_shared_copy_is_migrated_and_has_wagtails_seed_rows():
    assert Page.objects.exists()


@BOTH
def test_a_real_database_commits_across_threads(real_database):
    def add(name):
        get_user_model().objects.create(username=name)
        connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, "abcd"))
    assert get_user_model().objects.count() == 4
    assert connection.vendor.startswith(real_database.vendor)


@BOTH
def test_a_subprocess_sees_the_fresh_database(fresh_database):
    assert fresh_database.manage("migrate", "--check").returncode == 0


@pytest.mark.django_db
def test_real_commits_did_not_reach_the_shared_copy():
    assert not get_user_model().objects.filter(username__in="abcd").exists()


def wiping(*, marked=False, fixture="", kind=None):
    marker = pytest.mark.django_db(transaction=marked).mark
    return SimpleNamespace(
        nodeid="tests/x.py::test_x", fixturenames=[fixture], cls=kind,
        get_closest_marker={"django_db": marker}.get,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("item", "refused"),
    [
        (wiping(), False),
        (wiping(kind=TestCase), False),
        (wiping(marked=True), True),
        (wiping(fixture="live_server"), True),
        (wiping(kind=TransactionTestCase), True),
    ],
)
def test_a_test_that_would_wipe_the_database_is_refused(pytestconfig, item, refused):
    outcome = pytest.raises(pytest.UsageError, match="fresh_database") if refused else nullcontext()
    with outcome:
        pytest_collection_modifyitems(pytestconfig, [item])
