"""What is made once for many tests: a served town for a file, the demo town for a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.beside import beside
from tests.support.databases import Database, copy_of_template, current_url, drop, point_to
from tests.support.sites import Site, site_on
from tests.support.town import build_town


@pytest.fixture(scope="module")
def shared_site(request, tmp_path_factory, django_db_blocker) -> Iterator[Site]:
    """One server with the town for a whole file, on the suite's database."""
    vendor = request.config.getoption("--db")
    database = copy_of_template(vendor, tmp_path_factory.mktemp("town") / "site")
    with pointing_to(database, django_db_blocker):
        beside(build_town)
    site = site_on(database)
    try:
        site.start_server()
        yield site
    finally:
        site.stop()
        drop(database)


@pytest.fixture
def in_shared_site(shared_site, django_db_blocker) -> Iterator[Site]:
    """This process reads and commits beside the shared server."""
    with pointing_to(shared_site.database, django_db_blocker):
        yield shared_site


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory) -> Path:
    """Where the demo town of this run is filled once, whichever worker needs it first."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return tmp_path_factory.getbasetemp().parent / f"demo-{run}"


@contextmanager
def pointing_to(database: Database, blocker) -> Iterator[None]:
    before = current_url()
    with blocker.unblock():
        point_to(database.url)
        yield
        point_to(before)
