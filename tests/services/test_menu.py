"""The public menu and a matter's page: who, how fast, how often, how well; never of a person."""

import datetime
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.orders.models import Order, Rating
from portal.orders.outcomes import by_matter
from portal.services.figures import KEY, Figures
from tests.resident.walk import text_of
from tests.services.writing import ask, new_matter, publish
from tests.support.town import order_in

NOW = timezone.now()


def closed(town, number, *, at=NOW, satisfied=0):
    """So many closed orders, rated if a level is given."""
    for _one in range(number):
        order = order_in(town, "closed", at=at)
        if satisfied:
            Rating.objects.create(
                order=order, round=1, solved="yes", satisfied=satisfied, heard="code", at=at
            )


@pytest.mark.parametrize(
    ("rated", "satisfied", "rate"), [(0, 0, None), (4, 4, None), (5, 4, 80), (300, 299, 100)]
)
def test_fewer_than_five_ratings_give_no_rate(rated, satisfied, rate):
    assert Figures(rated=rated, satisfied=satisfied).rate == rate


def test_counted_are_closed_orders_and_their_last_rating(town):
    closed(town, 2, satisfied=5)
    closed(town, 1, satisfied=2)
    closed(town, 1)
    closed(town, 1, at=NOW - datetime.timedelta(days=400), satisfied=5)
    order_in(town, "answered")
    (row,) = by_matter(NOW).values()
    assert row == Figures(this_month=4, done=4, rated=3, satisfied=2)


def test_of_merged_orders_every_reporter_is_heard_and_one_is_done(town):
    closed(town, 1, satisfied=5)
    lead, other = Order.objects.get(), order_in(town, "admitted")
    Order.objects.filter(pk=other.pk).update(state="merged", merged_into=lead, ended_at=NOW)
    Rating.objects.create(
        order=other, lead=lead, round=1, solved="no", satisfied=1, heard="link", at=NOW
    )
    (row,) = by_matter(NOW).values()
    assert row == Figures(this_month=1, done=1, rated=2, satisfied=1)


def test_last_month_is_not_this_month(town):
    at = timezone.localtime().replace(day=1, hour=0, minute=0) - datetime.timedelta(hours=1)
    closed(town, 1, at=at)
    (row,) = by_matter(NOW).values()
    assert row == replace(Figures(), done=1)


@pytest.mark.parametrize(("rated", "told"), [(4, "样本不足"), (5, "100% 满意（5 人评价）")])
def test_the_menu_says_how_it_went(client, town, rated, told):
    closed(town, rated, satisfied=5)
    cache.clear()
    for page in map(text_of, (client.get("/services/"), client.get("/services/lamp/"))):
        assert f"办结 {rated} 件" in page
        assert told in page
        assert "handler" not in page


def test_the_menu_says_who_and_how_fast(client, town):
    publish(town.matter, way="errand")
    page = text_of(client.get("/services/lamp/"))
    for words in (
        "助困帮扶",
        "5个工作日内办结",
        "代办服务",
        "1 个工作日内联系",
        "5 个工作日内答复",
    ):
        assert words in page


def test_the_menu_filters_by_way(client, town):
    publish(town.matter, way="errand")
    new_matter(town, "class", title="健身课", way="group")
    everything, errands, junk = (
        text_of(client.get(f"/services/{query}"))
        for query in ("", "?way=errand", "?way=%00&area=%ff")
    )
    assert "健身课" in everything
    assert "健身课" in junk
    assert "健身课" not in errands
    assert "楼道灯维修" in errands


def test_the_page_of_a_matter_shows_its_questions(client, town):
    ask(town.matter, {"kind": "yes_no", "label": "有危险吗", "notice_for": "是", "stops": True,
                      "notice": "请拨 110", "required": True})  # fmt: skip
    page = text_of(client.get("/services/lamp/"))
    for words in ("有危险吗", "是 / 否", "“是”：请拨 110", "/orders/new/?service=lamp"):
        assert words in page


@pytest.mark.parametrize(
    ("address", "budget"),
    [("/services/", 5), ("/services/?way=errand", 5), ("/services/m3/", 6)],
)
def test_few_questions_however_long_the_menu(
    client, town, address, budget, django_assert_max_num_queries
):
    for number in range(12):
        ask(new_matter(town, f"m{number}", way="errand"), {"label": "几楼"})
    client.get("/services/")
    cache.delete(KEY)
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200
