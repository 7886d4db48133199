"""The follower of the search is killed while it feeds Elasticsearch: nothing is lost, nothing double."""

import uuid
from contextlib import nullcontext
from itertools import count

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from elastic_transport import Transport

from portal.ledger.follow import drain
from portal.services.models import Category
from search.engines import selected
from search.engines.selected import engine
from search.follower import SearchFollower
from search.query import Query, search
from search.rebuild import build
from tests.proof.killing import sweep
from tests.proof.soundness import assert_sound
from tests.proof.test_crash_around import new_matter
from tests.support import servers

pytestmark = [pytest.mark.proof, pytest.mark.elasticsearch]
names = count(1)


@pytest.fixture(scope="module")
def elastic(world):
    """The town of the sweep, searched with Elasticsearch."""
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    with override_settings(
        ELASTICSEARCH_URL=servers.address("elasticsearch"), ELASTICSEARCH_PREFIX=prefix
    ):
        build(engine(), nullcontext())
        yield world
        engine().remove()


def moment():
    """A statement is a moment to die at; these stand before and after each request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def feed(_subject):
    """Follow in a process of its own, with a connection of its own to Elasticsearch."""
    selected._elastic.cache_clear()
    ask = Transport.perform_request

    def between_moments(self, *arguments, **named):
        moment()
        answer = ask(self, *arguments, **named)
        moment()
        return answer

    Transport.perform_request = between_moments
    drain(SearchFollower(), timezone.now)


def published(world):
    matter = new_matter(world, live=True)
    return matter, matter.title, True


def taken_down(world):
    matter = new_matter(world, live=True)
    assert_sound()
    matter.refresh_from_db()
    matter.unpublish()
    return matter, matter.title, False


def renamed(world):
    """Every matter of a category is filed anew for one entry."""
    matter = new_matter(world, live=True)
    assert_sound()
    category = Category.objects.get(pk=world.category.pk)
    category.name = f"zq{next(names):04d}"
    category.save()
    return matter, category.name, True


def times_found(matter, words):
    keys = search(engine(), Query(words, size=500)).hits.keys
    return keys.count(f"matter:{matter.pk}")


@pytest.mark.parametrize("prepare", [published, taken_down, renamed])
def test_killed_while_it_feeds_the_next_one_goes_on(elastic, prepare):
    def check(subject, _death):
        matter, words, live = subject
        assert_sound()
        assert times_found(matter, words) == live

    died = sweep(lambda: prepare(elastic), feed, check)
    elastic.tally[prepare.__name__] = died
    assert died >= 8


def test_the_sweep_would_see_a_document_that_is_lost(elastic):
    """Without this a check that looks away would pass every death."""
    matter, words, _live = published(elastic)
    assert_sound()
    engine().apply([], [f"matter:{matter.pk}"])
    assert times_found(matter, words) == 0
    with pytest.raises(AssertionError):
        assert_sound()
    build(engine(), nullcontext())
    assert_sound()


def test_enough_points_were_tried(elastic, capsys):
    with capsys.disabled():
        print(f"\ncrash points, Elasticsearch: {sum(elastic.tally.values())} {elastic.tally}")
    assert len(elastic.tally) < 3 or sum(elastic.tally.values()) >= 30
