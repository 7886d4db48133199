"""A public page asks the database a fixed, small number of questions, however much there is."""

import pytest
from django.core.cache import cache

from tests.pages.conftest import column_of, released

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "budget"), [("/", 9), ("/news/", 8), ("/notices/", 8)])
@pytest.mark.parametrize("count", [1, 25])
def test_columns(client, town, django_assert_max_num_queries, path, budget, count):
    column_of(town, count)
    client.get(path)
    with django_assert_max_num_queries(budget):
        assert client.get(path).status_code == 200


def test_an_article(client, town, django_assert_max_num_queries):
    page = released(town)
    client.get(page.url)
    with django_assert_max_num_queries(9):
        assert client.get(page.url).status_code == 200


def test_the_frame_asks_little_when_cold(client, django_assert_max_num_queries):
    cache.clear()
    with django_assert_max_num_queries(6):
        assert client.get("/nowhere/").status_code == 404
