"""The page of an order says that everybody can read of it, and leads there; nobody else's page does."""

import pytest
from django.utils import timezone

from portal.orders import commands as orders
from tests.cases.record import follow, order_of, published, shown_under_way
from tests.support.town import place_order, resident_of

TOLD = "已在回音壁公开"


def page_of(client, order):
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    return client.get(f"/orders/track/{order.number}/").content.decode()


@pytest.mark.parametrize("shown", [shown_under_way, published])
def test_it_is_told_while_it_is_public_and_no_longer(town, client, shown):
    order = order_of(shown(town))
    page = page_of(client, order)
    assert TOLD in page
    assert f'href="/echo/{order.number}/"' in page
    assert client.get(f"/echo/{order.number}/").status_code == 200
    orders.change_consent(order, consent="none", by=resident_of(order), at=timezone.now())
    assert TOLD not in page_of(client, order)


def test_one_merged_into_it_is_led_to_the_same_case(town, client):
    case = shown_under_way(town)
    other = place_order(town)
    orders.merge(other, into=order_of(case), by=town.clerk, at=timezone.now())
    follow()
    assert f'href="/echo/{case.number}/"' in page_of(client, other)


def test_what_is_not_public_leads_nowhere(town, client):
    shown_under_way(town)
    page = page_of(client, place_order(town))
    assert TOLD not in page
    assert "/echo/2" not in page
