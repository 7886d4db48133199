"""/me/: one's own orders and nobody else's; taken in, let go, and the end of the account."""

import datetime
import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.tie import tie, untie
from portal.orders.models import Order, Photo
from portal.orders.resident import gates
from portal.people.models import User
from portal.residents.commands import enter
from portal.residents.models import Phone
from tests.resident.walk import text_of, to_receipt
from tests.support.town import order_in, place_order

MINE, OTHERS = "13800138000", "13900139000"
NOW = timezone.now
TIE, SAME, DELETE = "/me/orders/tie/", "/me/orders/same-phone/", "/me/delete/"


def own(client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def tied(client, order) -> Order:
    tie(order, code=order.query_code, by=own(client), at=NOW())
    order.refresh_from_db()
    return order


def give(client, order, code=None):
    given = {"number": order.number, "code": code or order.query_code}
    return client.post(TIE, given, follow=True)


# What stands on the page


def test_what_is_placed_while_signed_in_is_in_the_account(signed_in, town):
    inside = signed_in()
    assert 'value="13800138000"' in text_of(_contact_page(inside))
    to_receipt(inside)
    assert Order.objects.get().account == own(inside)
    assert Order.objects.get().number in text_of(inside.get("/me/"))


def _contact_page(client):
    from tests.resident.walk import to_contact

    return to_contact(client)


def test_what_is_placed_without_signing_in_is_in_no_account(client, town):
    to_receipt(client)
    assert Order.objects.get().account is None


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("returned", "请您补充情况"),
        ("answered", "请您评单"),
        ("placed", "社区已收到"),
        ("declined", ""),
    ],
)
def test_each_order_says_where_it_stands_and_what_is_awaited(signed_in, town, state, told):
    inside = signed_in()
    order = tied(inside, order_in(town, state))
    page = text_of(inside.get("/me/"))
    assert order.number in page
    assert order.get_state_display() in page
    assert told in page


def test_the_list_opens_the_page_without_a_code_on_any_device(signed_in, town):
    order = tied(signed_in(), place_order(town))
    elsewhere = signed_in()
    assert order.text in text_of(elsewhere.get(f"/orders/track/{order.number}/"))
    photo = Photo.objects.create(order=order, jpeg=b"x")
    assert elsewhere.get(f"/orders/photos/{photo.pk}/").status_code == 200


def test_an_empty_account_says_how_to_begin(signed_in, db, town):
    assert "您的账号里还没有单子" in text_of(signed_in().get("/me/"))


@pytest.mark.parametrize(
    "page", ["", "?page=2", "?page=x", "?page=-1", "?page=99999999999999999999"]
)
def test_many_orders_stand_on_pages(signed_in, town, page):
    inside = signed_in()
    for _n in range(21):
        tied(inside, place_order(town))
    assert inside.get(f"/me/{page}").status_code == 200


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_costs_the_same_however_long(
    signed_in, town, count, django_assert_max_num_queries
):
    inside = signed_in()
    for _n in range(count):
        tied(inside, order_in(town, "answered"))
    inside.get("/me/")
    with django_assert_max_num_queries(10):
        assert inside.get("/me/").content.count(b"/orders/track/2") >= count


# Wrong persons


@pytest.fixture
def strangers(signed_in, town):
    """Another resident, staff of every kind, and nobody."""

    def staff(person):
        client = Client()
        client.force_login(person)
        return client

    return {
        "resident": signed_in(OTHERS), "anonymous": Client(), "clerk": staff(town.clerk),
        "handler": staff(town.handler), "editor": staff(town.editor),
    }  # fmt: skip


@pytest.mark.parametrize("who", ["resident", "anonymous", "clerk", "handler", "editor"])
def test_no_stranger_opens_changes_or_lets_go_an_order(signed_in, town, strangers, who):
    inside, stranger = signed_in(), strangers[who]
    order = tied(inside, place_order(town, text="只有我知道的事"))
    photo = Photo.objects.create(order=order, jpeg=b"x")
    track = f"/orders/track/{order.number}/"
    for address in ("/me/", "/me/orders/", SAME, TIE, DELETE, track, f"/orders/receipt/{order.number}/",
                    f"{track}contact/", f"{track}ring/", f"{track}withdraw/"):  # fmt: skip
        page = text_of(stranger.get(address, follow=True))
        assert order.text not in page
        assert order.query_code not in page
    assert stranger.get(f"/orders/photos/{photo.pk}/").status_code == 404
    for address, fields in ((f"/me/orders/{order.number}/untie/", {}), (SAME, {"number": order.number}),
                            (f"{track}contact/", {"contact_phone": OTHERS}),
                            (f"{track}ring/", {"ring": "any"}), (f"{track}withdraw/", {})):  # fmt: skip
        assert stranger.post(address, fields).status_code in (302, 404)
    order.refresh_from_db()
    assert (order.account, order.state, order.contact_phone, order.ring) == (
        own(inside), "placed", MINE, "",
    )  # fmt: skip


@pytest.mark.parametrize("who", ["anonymous", "clerk", "handler", "editor"])
@pytest.mark.parametrize("address", ["/me/", "/me/orders/", TIE, SAME, DELETE])
def test_who_is_no_resident_is_led_to_the_door(strangers, who, address):
    page = strangers[who].get(address)
    assert page["Location"].startswith("/me/sign-in/")
    assert strangers[who].post(DELETE).status_code == 302
    assert User.objects.filter(is_active=True, username="clerk").exists()


# By number and query code


def test_number_and_code_bring_an_order_in_and_again_changes_nothing(signed_in, town):
    inside, order = signed_in(), place_order(town)
    assert "已归入您的账号" in text_of(give(inside, order))
    give(inside, order)
    assert Entry.objects.filter(subject=order.subject, verb="order.tied").count() == 1


@pytest.mark.parametrize("number", ["own", "2026-999999"])
def test_a_wrong_code_and_a_wrong_number_are_told_alike(signed_in, town, number):
    inside, order = signed_in(), place_order(town)
    number = order.number if number == "own" else number
    page = inside.post(TIE, {"number": number, "code": "0000000000"})
    assert "单号和查询码对不上" in text_of(page)
    order.refresh_from_db()
    assert order.account is None


def test_tries_are_limited_together_with_those_of_the_track_page(signed_in, town, monkeypatch):
    monkeypatch.setattr(gates, "TRIES_OF_NUMBER", gates.Gate("t", 2, 900))
    inside, order = signed_in(), place_order(town)
    for _n in range(2):
        give(inside, order, "0000000000")
    assert give(inside, order).status_code == 429


def test_an_order_is_in_one_account_even_with_the_right_code(signed_in, town):
    order = tied(signed_in(), place_order(town))
    other = signed_in(OTHERS)
    assert "已在另一个账号里" in text_of(give(other, order))
    order.refresh_from_db()
    assert order.account != own(other)


def test_staff_have_no_account_for_orders(town):
    order = place_order(town)
    with pytest.raises(Refused):
        tie(order, code=order.query_code, by=town.clerk, at=NOW())


def test_let_go_it_opens_by_its_code_as_before(signed_in, town, client):
    inside = signed_in()
    order = tied(inside, place_order(town))
    page = inside.post(f"/me/orders/{order.number}/untie/", follow=True)
    assert "已移出您的账号" in text_of(page)
    assert inside.get(f"/orders/track/{order.number}/").status_code == 302
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    assert order.text in text_of(client.get(f"/orders/track/{order.number}/"))


def test_only_its_own_account_lets_it_go(signed_in, town):
    order = tied(signed_in(), place_order(town))
    with pytest.raises(Refused):
        untie(order, by=enter(OTHERS, at=NOW()), at=NOW())


# By the same verified phone


def test_what_the_phone_ordered_is_offered_and_comes_in_on_confirming(signed_in, town):
    order, other = place_order(town), place_order(town)
    inside = signed_in()
    assert "我们找到 2 件用这个手机号的点单" in text_of(inside.get("/me/"))
    assert Order.objects.filter(account=None).count() == 2
    inside.post(SAME, {"number": order.number})
    assert list(Order.objects.filter(account=own(inside))) == [order]
    assert Entry.objects.get(verb="order.tied").details == {"proof": "phone"}
    assert other.number in text_of(inside.get(SAME))


def test_what_is_offered_shows_neither_words_nor_place(signed_in, town):
    order = place_order(town, text="秘密的事", place="3号楼402")
    page = text_of(signed_in().get(SAME))
    assert order.number in page
    for words in ("秘密的事", "402", "张女士", order.query_code):
        assert words not in page


@pytest.mark.parametrize(
    ("phone", "days", "offered"),
    [(MINE, 0, True), (MINE, 89, True), (MINE, 91, False), (OTHERS, 0, False), ("", 0, False)],
)
def test_the_phone_is_a_proof_for_ninety_days(signed_in, town, phone, days, offered):
    order = place_order(town, at=NOW() - datetime.timedelta(days=days), contact_phone=phone)
    inside = signed_in()
    assert (order.number in text_of(inside.get(SAME))) is offered
    inside.post(SAME, {"number": order.number})
    assert Order.objects.filter(account=own(inside)).exists() is offered


def test_what_is_in_another_account_is_not_offered(signed_in, town):
    tied(signed_in(OTHERS), place_order(town))
    assert "我们找到" not in text_of(signed_in().get("/me/"))


# The end of the account


def test_deleting_says_what_stays_and_then_does_it(signed_in, town, client):
    inside = signed_in()
    order, person = tied(inside, place_order(town)), own(inside)
    assert "1 单不会删除" in text_of(inside.get(DELETE))
    page = inside.post(DELETE, follow=True)
    assert "账号和手机号已删除" in text_of(page)
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Phone.objects.exists()
    order.refresh_from_db()
    assert (order.account, order.contact_phone) == (None, MINE)
    assert inside.get("/me/").status_code == 302
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    assert order.text in text_of(client.get(f"/orders/track/{order.number}/"))


def test_deleting_ends_every_other_session_too(signed_in, town):
    inside, elsewhere = signed_in(), signed_in()
    inside.post(DELETE)
    assert elsewhere.get("/me/").status_code == 302


def test_the_ledger_tells_of_it_without_a_value(signed_in, town):
    inside = signed_in()
    order = tied(inside, place_order(town))
    inside.post(DELETE)
    entries = Entry.objects.exclude(verb__in=["post.appointed"])
    assert list(entries.order_by("seq").values_list("verb", flat=True)) == [
        "account.opened", "order.placed", "order.tied", "order.untied", "account.deleted",
    ]  # fmt: skip
    assert {entry.actor for entry in entries} == {"resident"}
    written = " ".join(f"{entry.subject} {entry.details_text}" for entry in entries)
    assert MINE not in written
    assert order.query_code not in written


def test_nobody_deletes_the_account_of_another(signed_in, town):
    order = tied(signed_in(), place_order(town))
    person = order.account
    with pytest.raises(Refused):
        leave_account(person, by=enter(OTHERS, at=NOW()), at=NOW())
    order.refresh_from_db()
    assert order.account == person


def test_closing_the_orders_on_a_device_signs_out_too(signed_in, town):
    inside = signed_in()
    inside.post("/orders/leave/")
    assert inside.get("/me/").status_code == 302


def test_a_time_long_gone_opens_nothing(signed_in, town):
    inside = signed_in()
    with time_machine.travel(NOW() + datetime.timedelta(hours=13)):
        assert inside.get("/me/").status_code == 302


def test_the_house_knows_no_key_that_was_made_up(signed_in, town):
    inside = signed_in()
    assert inside.post("/me/orders/2026-999999/untie/").status_code == 404
    assert inside.get(f"/orders/photos/{uuid.uuid4()}/").status_code == 404
