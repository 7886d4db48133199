"""Both engines give the same answers over the same documents."""

import random
import uuid

import pytest

from search.query import Query, plans, search
from tests.search.corpus import FILLERS, KINDS, PLACES, THINGS, TROUBLES, generated, start
from tests.search.corpus import substring_matches as matches

DOCUMENTS = list(generated(1500))
CUTS = [text[at : at + 3] for text in (doc.text for doc in DOCUMENTS[:40]) for at in (4, 11)]
WORDS = [*THINGS, *PLACES, *TROUBLES, *FILLERS, "水", "灯", "路灯 漏水", "三号楼 电梯 开裂"]
PARTS = [(place, thing, trouble) for place in PLACES for thing in THINGS for trouble in TROUBLES]
SENTENCES = ["我们{}的{}{}怎么办".format(*parts) for parts in random.Random(3).sample(PARTS, 12)]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    from search.engines.elastic import ElasticEngine
    from search.engines.embedded import EmbeddedEngine
    from tests.support import servers

    embedded = EmbeddedEngine(tmp_path_factory.mktemp("agreement"))
    elastic = ElasticEngine(servers.address("elasticsearch"), f"test-{uuid.uuid4().hex[:8]}")
    yield start(embedded, DOCUMENTS), start(elastic, DOCUMENTS)
    elastic.remove()


def everything(engine, words, *kinds):
    return search(engine, Query(words, kinds, size=len(DOCUMENTS))).hits


@pytest.mark.elasticsearch
@pytest.mark.parametrize(
    "kinds", [(), pytest.param(("case",), marks=pytest.mark.proof), ("news", "page")]
)
def test_same_totals_same_sets_same_counts(both, kinds):
    for words in [*WORDS, *CUTS, *SENTENCES]:
        here, there = (everything(engine, words, *kinds) for engine in both)
        assert (here.total, dict(here.kinds)) == (there.total, dict(there.kinds)), words
        assert set(here.keys) == set(there.keys), words


@pytest.mark.elasticsearch
def test_nearly_the_same_order(both):
    shares = []
    for words in [*WORDS, *SENTENCES]:
        here, there = (set(search(engine, Query(words)).hits.keys) for engine in both)
        shares.append(len(here & there) / max(1, len(here)))
    assert sum(shares) / len(shares) > 0.9


def test_every_substring_is_found_and_nothing_else(tmp_path):
    from search.engines.embedded import EmbeddedEngine

    engine = start(EmbeddedEngine(tmp_path), DOCUMENTS)
    for words in [word for word in [*THINGS, *PLACES, *TROUBLES, *CUTS] if word.isalpha()]:
        hits = everything(engine, words)
        assert set(hits.keys) == matches(DOCUMENTS, words), (words, list(plans(words)))


@pytest.mark.elasticsearch
def test_kinds_add_up(both):
    for engine in both:
        counts = everything(engine, "水").kinds
        assert set(counts) <= set(KINDS)
        assert sum(counts.values()) == everything(engine, "水").total
