"""Marked standing pages are linked from the foot of every page, and only those the public may read."""

import pytest
from django.core.cache import cache

from portal.pages.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db
LINK = '<a href="/about/">怎样点单</a>'


@pytest.fixture(autouse=True)
def cold():
    cache.clear()
    yield
    cache.clear()


def standing(**values) -> StandardPage:
    page = StandardPage(title="怎样点单", slug="about", **values)
    HomePage.objects.get().add_child(instance=page)
    return page


def foot(client) -> str:
    page = client.get("/orders/track/").content.decode()
    return page[page.index("<footer") :]


@pytest.mark.parametrize(
    ("live", "marked", "linked"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_what_is_linked(client, live, marked, linked):
    standing(live=live, show_in_menus=marked)
    assert (LINK in foot(client)) is linked


def test_a_change_shows_at_once_and_a_second_look_asks_nothing(client, django_assert_num_queries):
    page = standing(show_in_menus=True)
    assert LINK in foot(client)
    with django_assert_num_queries(0):
        foot(client)
    page.unpublish()
    assert LINK not in foot(client)
