"""The same index on both engines; every test of the contract runs on each."""

import uuid

import pytest

from search.engines import selected
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from tests.search.corpus import start
from tests.support import servers

ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)]


@pytest.fixture
def make_engine(tmp_path):
    made = []

    def make(name):
        if name == "embedded":
            return EmbeddedEngine(tmp_path / "index")
        engine = ElasticEngine(servers.address("elasticsearch"), f"test-{uuid.uuid4().hex[:8]}")
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.remove()


@pytest.fixture(params=ENGINES)
def empty_engine(request, make_engine):
    """An engine that has no index yet."""
    return make_engine(request.param)


@pytest.fixture
def engine(empty_engine):
    """An engine with an index that holds nothing."""
    return start(empty_engine)


@pytest.fixture
def on_embedded(settings, tmp_path, db):
    """The site on the embedded engine, with an index of this test alone."""
    settings.ELASTICSEARCH_URL, settings.VAR = "", tmp_path
    return selected.engine()


@pytest.fixture(params=ENGINES)
def on_engine(request, settings, tmp_path, db):
    """The site's own engine, with an index of this test alone."""
    if request.param == "embedded":
        settings.ELASTICSEARCH_URL, settings.VAR = "", tmp_path
    else:
        settings.ELASTICSEARCH_URL = servers.address("elasticsearch")
        settings.ELASTICSEARCH_PREFIX = f"test-{uuid.uuid4().hex[:8]}"
    yield selected.engine()
    if request.param != "embedded":
        selected.engine().remove()
