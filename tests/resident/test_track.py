"""Who may follow an order, and what they see."""

import pytest
from django.test import Client

from portal.orders.models import Photo
from portal.orders.resident import gates
from portal.orders.resident.codes import grouped, read_code, read_number
from tests.resident.walk import text_of
from tests.support.town import ROAD, order_in

TRACK = "/orders/track/"
SIDE = ("returned", "declined", "withdrawn", "escalated")
WRONG = "单号和查询码对不上"


def follow(client, order, code=None):
    return client.post(
        TRACK, {"number": order.number, "code": code or order.query_code}, follow=True
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7K3M-QX2P-9T", "7K3MQX2P9T"), ("7k3m qx2p 9t", "7K3MQX2P9T"), ("OIl-o", "0110"),
        ("７Ｋ３Ｍ—QX2P", "7K3MQX2P"), ("", ""), ("码", ""),
    ],
)  # fmt: skip
def test_codes_are_read_generously(typed, read):
    assert read_code(typed) == read


@pytest.mark.parametrize(
    "typed", ["2026-000123", "2026000123", " ２０２６—000123 ", "No. 2026 000123"]
)
def test_numbers_are_read_generously(typed):
    assert read_number(typed) == "2026-000123"


def test_codes_are_shown_in_groups():
    assert grouped("7K3MQX2P9T") == "7K3M-QX2P-9T"


def test_the_right_code_opens_and_the_wrong_one_does_not(client, town):
    order = order_in(town, "placed")
    assert WRONG in text_of(follow(Client(), order, "0000000000"))
    assert order.text in text_of(follow(client, order))


@pytest.mark.parametrize(
    ("code", "told"),
    [("7K3M-QX2P-9", "您填了 9 位"), ("7K3M-QX2P-9TT", "您填了 11 位"), ("0" * 10, WRONG)],
)
def test_a_code_of_wrong_length_is_told_so(client, town, code, told):
    assert told in text_of(follow(client, order_in(town, "placed"), code))


def test_wrong_number_and_wrong_code_get_the_same_answer(client, town):
    order = order_in(town, "placed")
    wrong_code = client.post(TRACK, {"number": order.number, "code": "0000000000"})
    wrong_number = client.post(TRACK, {"number": "2026-999999", "code": order.query_code})
    assert WRONG in text_of(wrong_code)
    assert WRONG in text_of(wrong_number)
    assert wrong_code.status_code == wrong_number.status_code


def test_the_code_of_another_order_does_not_open(client, town):
    mine, other = order_in(town, "placed"), order_in(town, "placed")
    assert WRONG in text_of(follow(client, other, mine.query_code))


def test_tries_of_one_number_are_limited_and_the_sentence_says_until_when(client, town):
    order = order_in(town, "placed")
    for _try in range(10):
        follow(client, order, "0000000000")
    page = follow(client, order)
    assert page.status_code == 429
    assert "以后再试" in text_of(page)


def test_tries_of_one_address_are_limited(client, town, monkeypatch):
    monkeypatch.setattr(gates, "TRIES_OF_ADDRESS", gates.Gate("t", 2, 900))
    for n in range(2):
        client.post(TRACK, {"number": f"2026-00000{n}", "code": "0" * 10})
    assert follow(client, order_in(town, "placed")).status_code == 429


@pytest.mark.parametrize("tail", ["", "withdraw/", "supplement/", "rate/"])
def test_another_device_is_led_to_the_door(client, town, tail):
    order = order_in(town, "returned")
    address = f"{TRACK}{order.number}/{tail}"
    door = f"{TRACK}?number={order.number}"
    assert client.post(address, {"text": "x"}).status_code in (302, 405)
    if tail in ("", "withdraw/"):
        assert client.get(address)["Location"] == door
    order.refresh_from_db()
    assert order.state == "returned"


def test_the_receipt_is_for_the_device_that_holds_the_order(client, town):
    order = order_in(town, "placed")
    address = f"/orders/receipt/{order.number}/"
    assert client.get(address).status_code == 302
    follow(client, order)
    assert grouped(order.query_code) in text_of(client.get(address))


def test_one_order_opens_no_other(client, town):
    mine, other = order_in(town, "placed"), order_in(town, "placed", text="别人的事")
    follow(client, mine)
    page = client.get(f"{TRACK}{other.number}/", follow=True)
    assert "别人的事" not in text_of(page)
    photo = Photo.objects.create(order=other, jpeg=b"x")
    assert client.get(f"/orders/photos/{photo.pk}/").status_code == 404


def test_leaving_closes_every_order_on_this_device(client, town):
    order = order_in(town, "placed")
    follow(client, order)
    page = client.post("/orders/leave/", follow=True)
    assert "不再显示您的单子" in text_of(page)
    assert client.get(f"{TRACK}{order.number}/").status_code == 302


@pytest.mark.parametrize("address", ["/orders/new/", TRACK, "{order}"])
def test_no_cache_keeps_it_and_no_robot_finds_it(client, town, address):
    order = order_in(town, "placed")
    follow(client, order)
    page = client.get(address.format(order=f"{TRACK}{order.number}/"))
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize("state", ROAD)
def test_the_tracker_stands_at_the_step(client, town, state):
    page = text_of(follow(client, order_in(town, state)))
    done = page.count("tracker__step is-done")
    assert done == ROAD.index(state) + (state == "closed")
    assert page.count('aria-current="step"') == (state != "closed")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("returned", "哪一栋？"), ("declined", "请向法院咨询"), ("withdrawn", "您已撤回"),
        ("escalated", "望舒街道办事处 · 街道协调员"), ("dispatched", "桂雨维修队 · 接单人"),
        ("placed", "5个工作日内办结"), ("answered", "换了灯泡"),
    ],
)  # fmt: skip
def test_each_state_is_told_plainly(client, town, state, told):
    assert told in text_of(follow(client, order_in(town, state)))


def test_words_between_colleagues_are_not_shown(client, town):
    from django.utils import timezone

    from portal.orders import commands

    order = order_in(town, "accepted")
    commands.turn_down(order, reason="内部原因", by=town.handler, at=timezone.now())
    page = text_of(follow(client, order))
    assert "单位已退回" in page
    assert "内部原因" not in page
