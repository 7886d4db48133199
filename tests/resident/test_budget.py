"""How many questions each page asks the database."""

import pytest
from django.core.cache import cache

from tests.resident.walk import NEW, draft_in, to_contact
from tests.support.town import order_in


@pytest.fixture(autouse=True)
def warm(client, town):
    cache.clear()
    client.get("/services/")


@pytest.mark.parametrize(("page", "budget"), [("/services/", 5), (NEW, 4), ("/orders/track/", 2)])
def test_public_pages(client, page, budget, django_assert_max_num_queries):
    with django_assert_max_num_queries(budget):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(("step", "budget"), [(2, 8), (3, 8)])
def test_steps_under_way(client, step, budget, django_assert_max_num_queries):
    key = draft_in(to_contact(client))
    with django_assert_max_num_queries(budget):
        assert client.get(f"{NEW}?draft={key}&step={step}").status_code == 200


@pytest.mark.parametrize("state", ["placed", "answered", "escalated"])
def test_the_page_of_an_order(client, town, state, django_assert_max_num_queries):
    order = order_in(town, state)
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    with django_assert_max_num_queries(11):
        assert client.get(f"/orders/track/{order.number}/").status_code == 200
