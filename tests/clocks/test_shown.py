"""Where people see the clocks: the handler's cards and page, the resident's promise, the story."""

import pytest
from django.test import Client

from portal.orders import commands
from portal.orders.clocks import reading
from portal.orders.story import story
from portal.worktime.queries import calendars
from tests.clocks.moments import march, now, until
from tests.resident.test_track import follow
from tests.support.town import order_in


@pytest.fixture
def client(town):
    client = Client()
    client.force_login(town.handler)
    return client


def tracked(order):
    """The order's page, opened with number and code."""
    return follow(Client(), order).content.decode()


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (march(9, 10), "还剩 1 个工作日"),
        (march(10, 9), "还剩 8 小时"),
        (march(10, 17), "还剩 30 分钟"),
        (march(10, 17, 30), "刚刚超期"),
        (march(10, 20), "已超期 2 小时"),
        (march(12, 18), "已超期 2 天"),
    ],
)
def test_how_long_there_still_is(db, at, words):
    assert reading.left(march(10, 17, 30), at, calendars()) == words


def test_the_handlers_pages_say_until_when(town, client):
    order = order_in(town, "accepted", at=march(9))
    until(march(11))
    for page in ("/desk/", f"/desk/{order.number}/"):
        shown = client.get(page).content.decode()
        assert "2026-03-10 17:30" in shown
        assert "已超期" in shown
    assert "2026-03-16 17:30" in shown


@pytest.mark.parametrize("orders", [1, 8])
def test_the_cards_cost_no_query_each(town, client, orders, django_assert_max_num_queries):
    for _each in range(orders):
        order_in(town, "accepted", at=march(9))
    client.get("/desk/")
    with django_assert_max_num_queries(12):
        shown = client.get("/desk/").content.decode()
    assert shown.count("2026-03-10 17:30") == orders


def test_the_resident_reads_the_promise(town):
    order = order_in(town, "admitted", at=march(9))
    page = tracked(order)
    assert "答复期限" in page
    assert "2026-03-16 17:30" in page
    commands.return_for_info(order, missing="哪一栋？", by=town.clerk, at=march(10))
    assert "计时暂停中" in tracked(order)


def test_the_resident_reads_that_it_was_raised(town):
    order = order_in(town, "accepted", at=march(9))
    until(march(17))
    assert now(order).level == 1
    assert "已自动上报" in tracked(order)


def test_warnings_are_for_staff(town):
    order = order_in(town, "dispatched", at=march(9))
    until(march(10, 8))
    seen = [step.title for step in story(order, for_staff=True)]
    assert seen[-1] == "预警：接单，临近到期"
    assert "order.warned" not in [step.verb for step in story(order, for_staff=False)]
