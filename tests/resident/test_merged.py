"""What a reporter whose order was merged reads and does on the track page."""

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import Order, Rating
from tests.support.town import order_in, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "王五住在三号楼"


def opened(client, order):
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    return client.get(f"/orders/track/{order.number}/").content.decode()


@pytest.fixture
def pair(town):
    """The order that leads, under way, and one merged into it."""
    lead = order_in(town, "accepted", text=SECRET)
    order = order_in(town, "admitted")
    return lead, commands.merge(order, into=lead, by=town.clerk, at=NOW)


def answer(town, lead):
    commands.answer(lead, spoken_with=SECRET, done="换了灯泡", finished_by="当天",
                    by=town.handler, at=NOW)  # fmt: skip


def test_the_shared_progress_is_shown_and_nothing_of_the_other_person(client, town, pair):
    lead, order = pair
    page = opened(client, order)
    assert "与同一件事的另一张单子一起办理" in page or "并案" in page
    answer(town, lead)
    commands.rate(lead, solved="partly", satisfied=3, comment="李四说慢",
                  by=resident_of(lead), at=NOW)  # fmt: skip
    page = opened(client, order)
    assert "换了灯泡" in page
    for private in (SECRET, "李四说慢", lead.number):
        assert private not in page


def test_what_a_handler_wrote_of_the_other_person_is_masked(client, town, pair):
    lead, order = pair
    commands.answer(lead, spoken_with=SECRET, done="换了灯泡，已回电13911112222", finished_by="当天",
                    by=town.handler, at=NOW)  # fmt: skip
    page = opened(client, order)
    assert "换了灯泡" in page
    assert "13911112222" not in page
    assert "13911112222" in opened(client, lead)


def test_a_reporter_rates_the_shared_answer_once(client, town, pair):
    lead, order = pair
    assert 'id="rate"' not in opened(client, order)
    answer(town, lead)
    page = opened(client, order)
    assert 'id="rate"' in page
    client.post(f"/orders/track/{order.number}/rate/", {
        "seen": Order.objects.get(pk=order.pk).changed_at.isoformat(),
        "solved": "yes", "satisfied": "5", "consent": "anonymous",
    })  # fmt: skip
    assert Rating.objects.get().lead == lead
    assert 'id="rate"' not in opened(client, order)


@pytest.mark.parametrize("state", ["returned", "withdrawn"])
def test_what_concerns_the_other_reporter_is_not_asked_of_this_one(client, town, state):
    lead, order = order_in(town, "admitted"), order_in(town, "admitted")
    commands.merge(order, into=lead, by=town.clerk, at=NOW)
    if state == "returned":
        commands.return_for_info(lead, missing="哪一层？", by=town.clerk, at=NOW)
    else:
        commands.withdraw(lead, by=resident_of(lead), at=NOW)
    page = opened(client, order)
    assert "哪一层？" not in page
    assert ("正在等另一位反映人补充情况" in page) is (state == "returned")
    assert Order.objects.get(pk=order.pk).state == ("merged" if state == "returned" else "admitted")


def test_the_day_of_review_stands_on_the_page(client, town):
    order = order_in(town, "suspended")
    page = opened(client, order)
    assert order.review_on.isoformat() in page
    assert "等待配件到货" in page


@pytest.mark.parametrize("merged", [False, True])
def test_the_page_asks_no_more_of_the_database_for_a_merged_order(
    client, town, pair, merged, django_assert_max_num_queries
):
    order = pair[1] if merged else pair[0]
    opened(client, order)
    with django_assert_max_num_queries(26 if merged else 20):
        assert client.get(f"/orders/track/{order.number}/").status_code == 200
