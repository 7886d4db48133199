"""The link in a message opens one order for its rating, and no other."""

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import Order, Rating
from portal.orders.resident import links
from tests.support.town import order_in

pytestmark = pytest.mark.django_db


def rate(client, order):
    seen = Order.objects.get(pk=order.pk).changed_at.isoformat()
    return client.post(
        f"/orders/track/{order.number}/rate/",
        {"seen": seen, "solved": "yes", "satisfied": "4", "consent": "none"},
    )


@pytest.mark.parametrize("way", ["link", "code"])
def test_the_way_of_a_rating_is_kept(client, town, way):
    order = order_in(town, "answered")
    if way == "link":
        page = client.get(links.rating_path(order))
        assert page.url == f"/orders/track/{order.number}/#rate"
    else:
        client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    rate(client, order)
    assert Rating.objects.get().heard == way


@pytest.mark.parametrize("broken", ["other order", "cut", "too old"])
def test_a_link_opens_nothing_else(client, town, monkeypatch, broken):
    order, other = order_in(town, "answered"), order_in(town, "answered")
    path = links.rating_path(order)
    if broken == "too old":
        monkeypatch.setattr(links, "KEPT", -links.KEPT)
    if broken == "other order":
        client.get(path)
        assert client.get(f"/orders/track/{other.number}/").status_code == 302
        return
    answer = client.get(path[:-3] + "/" if broken == "cut" else path)
    assert answer.url == "/orders/track/"
    rate(client, order)
    assert not Rating.objects.exists()


def test_the_link_is_no_code_of_another_reporter(client, town):
    lead, order = order_in(town, "accepted"), order_in(town, "admitted")
    commands.merge(order, into=lead, by=town.clerk, at=timezone.now())
    client.get(links.rating_path(order))
    assert client.get(f"/orders/track/{order.number}/").status_code == 200
    assert client.get(f"/orders/track/{lead.number}/").status_code == 302
