"""A running installation on either engine, with its worker, and a small town in it."""

import uuid

import pytest

from search.engines.elastic import ElasticEngine
from tests.support import servers
from tests.support.sites import site_on
from tests.support.town import build_town

ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)]


@pytest.fixture
def settled(real_database):
    """The town, in the database that the site will serve."""
    return build_town()


@pytest.fixture(params=ENGINES)
def journey_engine(request):
    """Which engine is searched; tests/conftest.py says which of them are proofs on this database."""
    return request.param


@pytest.fixture
def town_site(journey_engine, fresh_database, settled):
    """Server and worker; searching with the embedded engine, or with Elasticsearch."""
    engine, env = None, {}
    if journey_engine == "elastic":
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
