"""The clerk's list: search, filters with counts, sorting, buttons that say why not, its cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.orders import rules
from portal.orders.states import Verb
from tests.support.town import order_in, place_order

# Session, person, rights, profile, locale and menu are Wagtail's own; ours are posts,
# areas, counts, options, rows and one's own filters.
FRAME, OURS = 9, 6


def numbers(answer) -> list[str]:
    return [row.order.number for row in answer.context["rows"]]


@pytest.fixture
def three(town):
    return [
        order_in(town, "placed", text="水龙头滴水"),
        order_in(town, "admitted", contact_phone="13900139000"),
        order_in(town, "dispatched"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [3, 2, 1]),
        ({"q": "2026-000002"}, [2]),
        ({"q": "2026000002"}, [2]),
        ({"q": "2026-0000"}, [3, 2, 1]),
        ({"q": "２０２６－000003"}, [3]),
        ({"q": "3"}, [3]),
        ({"q": "龙头"}, [1]),
        ({"q": "楼道灯 滴水"}, [1]),
        ({"q": "139 0013 9000"}, [2]),
        ({"q": "13700137000"}, []),
        ({"q": "没有这个词"}, []),
        ({"state": "admitted"}, [2]),
        ({"state": "admitted", "q": "龙头"}, []),
        ({"state": "no-such-state"}, [3, 2, 1]),
        ({"year": "1999"}, []),
        ({"unit": "x", "category": "²", "community": "9" * 30}, [3, 2, 1]),
        ({"sort": "stale"}, [1, 2, 3]),
        ({"p": "0"}, [3, 2, 1]),
        ({"p": "x"}, [3, 2, 1]),
        ({"q": "\0"}, [3, 2, 1]),
    ],
)
def test_what_is_found(three, as_, asked, found):
    answer = as_("clerk").get("/admin/orders/", asked)
    assert numbers(answer) == [f"2026-{serial:06d}" for serial in found]


def test_filters_of_the_town(three, town, as_):
    place_order(town, area=town.other_community)
    for name, value, count in (
        ("community", town.other_community.pk, 1),
        ("unit", town.team.pk, 1),
        ("category", town.matter.category_id, 4),
    ):
        assert len(numbers(as_("coordinator").get("/admin/orders/", {name: value}))) == count


def test_counts_stand_under_the_other_filters(three, as_):
    answer = as_("clerk").get("/admin/orders/", {"state": "placed", "q": "龙头"})
    assert [(chip.count, chip.chosen) for chip in answer.context["chips"]] == [
        ("1", False),
        ("1", True),
    ]
    assert answer.context["count"] == "1"


def test_a_telephone_number_finds_nothing_for_who_may_not_see_it(town, as_):
    order_in(town, "closed")
    assert numbers(as_("editor").get("/admin/orders/")) == ["2026-000001"]
    assert numbers(as_("editor").get("/admin/orders/", {"q": "13800138000"})) == []


def test_other_areas_are_not_counted(three, town, as_):
    answer = as_("other_clerk").get("/admin/orders/")
    assert numbers(answer) == []
    assert [chip.count for chip in answer.context["chips"]] == ["0"]


def test_refused_buttons_say_why(three, town, as_):
    page = as_("clerk").get("/admin/orders/").content.decode()
    placed = three[0]
    assert f"/admin/orders/{placed.number}/admit/?next=" in page
    assert f"/admin/orders/{placed.number}/close/" not in page
    assert rules.why_not(placed, Verb.CLOSE, town.clerk) in page
    assert 'aria-disabled="true"' in page


def test_the_story_says_why_too(three, town, as_):
    placed = three[0]
    page = as_("clerk").get(f"/admin/orders/{placed.number}/").content.decode()
    assert f"/admin/orders/{placed.number}/decline/" in page
    assert rules.why_not(placed, Verb.DISPATCH, town.clerk) in page


def test_paging(town, as_):
    for _each in range(32):
        place_order(town)
    first, second = (as_("clerk").get("/admin/orders/", {"p": page}) for page in (1, 2))
    assert (len(numbers(first)), len(numbers(second))) == (20, 12)


@pytest.mark.parametrize("orders", [1, 12])
def test_queries_do_not_grow(town, as_, orders):
    for _each in range(orders):
        order_in(town, "accepted")
    client = as_("clerk")
    client.get("/admin/orders/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/orders/")
    assert len(queries) <= FRAME + OURS, [query["sql"][:90] for query in queries]
    assert sum("orders_order" in query["sql"] for query in queries) == 3


@pytest.mark.parametrize(
    ("state", "idle"), [("placed", False), ("accepted", False), ("declined", True)]
)
def test_where_nothing_is_to_do_the_refusals_are_folded(town, as_, state, idle):
    order = order_in(town, state)
    page = as_("clerk").get(f"/admin/orders/{order.number}/").content.decode()
    assert ("现在没有要社区办的事" in page) is idle
    assert ("各项操作现在为什么不能做" in page) is idle
    assert rules.why_not(order, Verb.DISPATCH, town.clerk) in page


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        ("/admin/orders/?state=placed&q=%E9%BE%99%E5%A4%B4", None),
        ("", "/admin/orders/"),
        ("//evil.example/", "/admin/orders/"),
        ("https://evil.example/", "/admin/orders/"),
        ("javascript:alert(1)", "/admin/orders/"),
    ],
)
def test_the_story_leads_back_to_the_list_one_came_from(three, as_, came_from, back_to):
    story = as_("clerk").get(f"/admin/orders/{three[0].number}/", {"next": came_from})
    assert story.context["back_to"] == (back_to or came_from)
    assert "返回列表" in story.content.decode()


def test_a_row_leads_to_its_story_with_the_filters(three, as_):
    page = as_("clerk").get("/admin/orders/?state=placed&sort=stale").content.decode()
    way = "next=%2Fadmin%2Forders%2F%3Fstate%3Dplaced%26sort%3Dstale"
    assert f'/admin/orders/{three[0].number}/?{way}"' in page
