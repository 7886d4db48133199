"""A running installation on either engine, with its worker, and a small town in it."""

import subprocess
import sys
import uuid

import pytest

from search.engines.elastic import ElasticEngine
from tests.support import servers
from tests.support.databases import copy_of_template, drop
from tests.support.sites import site_on
from tests.support.town import build_town

FILL = "import django; django.setup(); from tests.support.town import build_town; build_town()"
ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)]


@pytest.fixture
def settled(real_database):
    """The town, in the database that the site will serve."""
    return build_town()


@pytest.fixture(params=ENGINES)
def town_site(request, fresh_database, settled):
    """Server and worker; searching with the embedded engine, then with Elasticsearch."""
    engine, env = None, {}
    if request.param == "elastic":
        url, prefix = servers.address("elasticsearch"), f"test-{uuid.uuid4().hex[:8]}"
        engine = ElasticEngine(url, prefix)
        env = {"ELASTICSEARCH_URL": url, "ELASTICSEARCH_PREFIX": prefix}
    site = site_on(fresh_database, **env)
    try:
        site.start_server()
        site.start_worker()
        yield site
    finally:
        site.stop()
        print(site.log()[-5000:])  # shown where the test failed
        if engine:
            engine.remove()


@pytest.fixture(scope="module")
def shared_site(request, tmp_path_factory):
    """One server with the town for a whole file, on the suite's database."""
    vendor = request.config.getoption("--db")
    database = copy_of_template(vendor, tmp_path_factory.mktemp("town") / "site")
    filled = subprocess.run([sys.executable, "-c", FILL], cwd=servers.ROOT, env=database.env)
    assert filled.returncode == 0
    site = site_on(database)
    try:
        site.start_server()
        yield site
    finally:
        site.stop()
        drop(database)
