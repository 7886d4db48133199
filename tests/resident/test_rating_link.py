"""The link in a message rates the answer of one order, and opens nothing of it."""

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import Rating
from portal.orders.resident import links
from tests.support.town import order_in

pytestmark = pytest.mark.django_db
GIVEN = {"solved": "yes", "satisfied": "4", "consent": "none"}


def test_it_rates_and_the_way_is_kept(client, town):
    order = order_in(town, "answered")
    path = links.rating_path(order)
    assert order.number in client.get(path).content.decode()
    assert client.post(path, GIVEN).status_code == 302
    assert (Rating.objects.get().order, Rating.objects.get().heard) == (order, "link")
    assert "已经评过" in client.get(path).content.decode()


def test_with_the_code_the_way_is_the_code(client, town):
    order = order_in(town, "answered")
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    client.post(
        f"/orders/track/{order.number}/rate/", {**GIVEN, "seen": order.changed_at.isoformat()}
    )
    assert Rating.objects.get().heard == "code"


def test_it_opens_nothing_of_the_order(client, town):
    order = order_in(town, "answered")
    page = client.get(links.rating_path(order)).content.decode()
    for secret in (order.text, order.contact_phone, order.contact_name, order.query_code):
        assert secret not in page
    for address in (
        f"track/{order.number}",
        f"receipt/{order.number}",
        f"track/{order.number}/contact",
    ):
        assert client.get(f"/orders/{address}/").status_code == 302


@pytest.mark.parametrize("broken", ["cut", "too old", "of another kind"])
def test_a_spoiled_link_rates_nothing(client, town, monkeypatch, broken):
    order = order_in(town, "answered")
    path = links.rating_path(order)
    if broken == "too old":
        monkeypatch.setattr(links, "KEPT", -links.KEPT)
    if broken == "of another kind":
        path = "/orders/rate/%00/"
    answer = client.post(path[:-3] + "/" if broken == "cut" else path, GIVEN)
    assert answer.url == "/orders/track/"
    assert not Rating.objects.exists()


@pytest.mark.parametrize("given", [{}, {"solved": "maybe", "satisfied": "9", "consent": "x"}])
def test_bad_input_is_told_beside_its_field(client, town, given):
    answer = client.post(links.rating_path(order_in(town, "answered")), given)
    assert answer.status_code == 200
    assert "请说明是否解决" in answer.content.decode() or "error" in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_merged_reporter_rates_the_shared_answer_and_opens_no_other(client, town):
    lead, order = order_in(town, "accepted"), order_in(town, "admitted")
    commands.merge(order, into=lead, by=town.clerk, at=timezone.now())
    words = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
    commands.answer(lead, **words, by=town.handler, at=timezone.now())
    client.post(links.rating_path(order), GIVEN)
    assert (Rating.objects.get().order, Rating.objects.get().lead) == (order, lead)
    assert client.get(f"/orders/track/{lead.number}/").status_code == 302
