"""What every test may ask for. `--db=postgres` (or TEST_DB=postgres) runs the suite on PostgreSQL.

`db`              rolled back after the test, on a migrated copy that is ready in a second
`fresh_database`  a real database of the test's own (`.url`, `.env`, `.manage()`), for subprocesses
`real_database`   the same, and this process and its threads commit to it as well
`shared_site`     server with the small town, one for a file (`f"{shared_site}/echo/"`, `.work()`);
                  `in_shared_site` commits there as well
`demo_folder`     the demo town, filled once a run: `copy_of_demo(demo_folder, folder)`
`phone`, `desktop`, `phone_without_script`  pages of Debian's Chromium
`elasticsearch_url`  the real server's address
"""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import TestCase, TransactionTestCase, override_settings
from django.utils.translation import trans_real

from tests.support import servers
from tests.support.databases import Database, copy_of_template, current_url, drop, point_to

pytest_plugins = ["tests.support.browsers", "tests.support.shared"]
hypothesis.settings.register_profile(
    "echowall", deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
hypothesis.settings.load_profile("echowall")

NEEDS = ("postgres", "elasticsearch", "browser")
WIPING = {"transactional_db", "live_server", "django_db_reset_sequences",
          "django_db_serialized_rollback"}  # fmt: skip
DATABASES = {"db", "fresh_database", "real_database", "shared_site", "stage", "world"}
# The story of one order walks on each database and each engine; these pairs are marked no proof.
PAIRS = {"sqlite": "embedded", "postgres": "elastic"}
REFUSAL = (
    "{} asks for a database that is wiped afterwards. The ledger refuses that, and Wagtail's seed "
    "rows would go with it: use the fixture fresh_database or real_database instead."
)
left_out = pytest.StashKey[set]()


def pytest_addoption(parser) -> None:
    default = os.environ.get("TEST_DB", "sqlite")
    parser.addoption("--db", choices=("sqlite", "postgres"), default=default,
                     help="the database that the suite runs on")  # fmt: skip


def pytest_configure(config) -> None:
    config.stash[left_out] = set()
    if not hasattr(config, "workerinput"):  # once a run, not once a worker
        compile_ = [sys.executable, servers.ROOT / "tools" / "messages.py", "compile"]
        subprocess.run(compile_, check=True)
        trans_real._translations.clear()  # whoever asked before has found no catalogue
        trans_real._default = None
    if config.getoption("--db") == "postgres" and not servers.found("postgres"):
        raise pytest.UsageError(servers.HOW["postgres"])


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config, items) -> None:
    vendor = config.getoption("--db")
    for item in items:
        if _wipes(item):
            raise pytest.UsageError(REFUSAL.format(item.nodeid))
        if _parameters(item).get("journey_engine", PAIRS[vendor]) != PAIRS[vendor]:
            item.add_marker(pytest.mark.proof)
    if vendor == "postgres":
        kept = {item for item in items if _uses_database(item) and not _same_on_sqlite(item)}
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


def pytest_collection_finish() -> None:
    """Half a million objects were made by importing; none of them will ever be garbage.

    A test makes thousands more and lets go of most: looking for circles may wait for more of them.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _uses_database(item) -> bool:
    """What touches no database proves nothing new on a second one."""
    return (
        item.get_closest_marker("django_db") is not None
        or bool(DATABASES & set(getattr(item, "fixturenames", ())))
        or issubclass(getattr(item, "cls", None) or object, TestCase)
    )


def _same_on_sqlite(item) -> bool:
    """What names its database itself, or asks the other engine the same, runs in the SQLite suite."""
    given = _parameters(item)
    return given.get("fresh_database") == "sqlite" or given.get("on_engine") == "elastic"


def _parameters(item) -> dict:
    call = getattr(item, "callspec", None)
    return call.params if call else {}


def _wipes(item) -> bool:
    marker = item.get_closest_marker("django_db")
    kind = getattr(item, "cls", None) or object
    return (
        bool(marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
        or bool(WIPING & set(getattr(item, "fixturenames", ())))
        or (issubclass(kind, TransactionTestCase) and not issubclass(kind, TestCase))
    )


def pytest_runtest_setup(item) -> None:
    for marker in NEEDS:
        if item.get_closest_marker(marker):
            servers.require(marker, item.config.stash[left_out])


def pytest_terminal_summary(terminalreporter, config) -> None:
    for marker in sorted(config.stash[left_out]):
        terminalreporter.write_line(f"LEFT OUT: {marker} tests. {servers.HOW[marker]}", red=True)


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory) -> Iterator[Path]:
    """Uploads and indexes of this run go to a folder of its own, never to var/."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    with override_settings(
        VAR=folder, MEDIA_ROOT=str(folder / "media"), STATIC_ROOT=str(folder / "static")
    ):
        yield folder


@pytest.fixture(scope="session")
def django_db_setup(request, own_folder, django_db_blocker) -> Iterator[None]:
    database = copy_of_template(request.config.getoption("--db"), own_folder / "database")
    before = current_url()
    with django_db_blocker.unblock():
        point_to(database.url)
        yield
        point_to(before)
    drop(database)


@pytest.fixture
def fresh_database(request, tmp_path) -> Iterator[Database]:
    """On the suite's database; on PostgreSQL where marked so; or as an indirect parameter says."""
    marked = "postgres" if request.node.get_closest_marker("postgres") else None
    vendor = getattr(request, "param", None) or marked or request.config.getoption("--db")
    if vendor == "postgres":
        servers.require("postgres", request.config.stash[left_out])
    database = copy_of_template(vendor, tmp_path / "site")
    yield database
    drop(database)
    shutil.rmtree(database.folder / "search", ignore_errors=True)


@pytest.fixture
def real_database(fresh_database, django_db_blocker) -> Iterator[Database]:
    """This process commits to the fresh database; threads must close their connections."""
    folder, before = fresh_database.folder, current_url()
    with (
        override_settings(VAR=folder, MEDIA_ROOT=str(folder / "media")),
        django_db_blocker.unblock(),
    ):
        point_to(fresh_database.url)
        yield fresh_database
        point_to(before)


@pytest.fixture
def elasticsearch_url(request) -> str:
    servers.require("elasticsearch", request.config.stash[left_out])
    return servers.address("elasticsearch")
