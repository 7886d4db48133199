"""Another phone, a call wished for, a matter that is mine too, a device of others, and paper."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands, shown
from portal.orders.commands.change_contact import change_contact, wish_ring
from portal.orders.models import Draft, Order
from portal.people.actors import Resident
from portal.privacy.blind import blind_index
from tests.resident.walk import CONTACT, DETAILS, NEW, send, text_of, to_contact, to_details
from tests.support.town import order_in, place_order, resident_of

NEW_PHONE = "13900139000"
OPEN_STATES = ("placed", "dispatched", "answered", "returned", "escalated")
ENDED = ("closed", "declined", "withdrawn")


@pytest.fixture
def opened(client, town):
    """A browser that holds an order in a state."""

    def open_in(state="placed", **intake):
        order = order_in(town, state, **intake)
        client.post("/orders/track/", {"number": order.number, "code": order.query_code})
        return order, f"/orders/track/{order.number}/"

    return open_in


# Another phone


@pytest.mark.parametrize("state", OPEN_STATES)
def test_the_phone_is_changed_while_somebody_may_call(client, opened, state):
    order, track = opened(state)
    page = client.post(f"{track}contact/", {"contact_phone": "139 0013 9000"}, follow=True)
    assert "拨打新号码" in text_of(page)
    order.refresh_from_db()
    assert (order.contact_phone, order.phone_index) == (NEW_PHONE, blind_index(NEW_PHONE))


@pytest.mark.parametrize("state", ENDED)
def test_and_not_once_the_order_has_ended(client, opened, state):
    order, track = opened(state)
    for tail, fields in (("contact/", {"contact_phone": NEW_PHONE}), ("ring/", {"ring": "any"})):
        assert "这一单已经结束" in text_of(client.get(f"{track}{tail}"))
        assert "这一单已经结束" in text_of(client.post(f"{track}{tail}", fields))
    order.refresh_from_db()
    assert (order.contact_phone, order.ring) == ("13800138000", "")


def test_the_ledger_says_that_it_changed_and_not_to_what(client, opened):
    order, track = opened()
    client.post(f"{track}contact/", {"contact_phone": NEW_PHONE, "contact_name": "李先生"})
    entry = Entry.objects.get(verb="order.contact_changed")
    assert entry.details == {"phone": True, "name": True}
    client.post(f"{track}contact/", {"contact_phone": NEW_PHONE, "contact_name": "李先生"})
    assert Entry.objects.filter(verb="order.contact_changed").count() == 1
    assert "联系方式" in text_of(client.get(track))


def test_the_old_contact_is_not_shown_to_whoever_has_the_code(client, opened):
    _order, track = opened(contact_name="欧阳老师")
    page = text_of(client.get(f"{track}contact/"))
    assert "13800138000" not in page
    assert "欧阳老师" not in page


@pytest.mark.parametrize("phone", ["", "123", "12800138000"])
def test_a_number_that_cannot_be_rung_is_refused(client, opened, phone):
    order, track = opened()
    assert client.post(f"{track}contact/", {"contact_phone": phone}).status_code == 200
    order.refresh_from_db()
    assert order.contact_phone == "13800138000"


def test_an_id_number_is_no_form_of_address(client, opened):
    order, track = opened()
    client.post(f"{track}contact/",
                {"contact_phone": NEW_PHONE, "contact_name": "11010519491231002X"})  # fmt: skip
    order.refresh_from_db()
    assert order.contact_name == "张女士"


def test_the_asker_of_another_order_changes_nothing(town):
    order, other = place_order(town), place_order(town)
    now = timezone.now()
    with pytest.raises(Refused):
        change_contact(order, contact_phone=NEW_PHONE, by=Resident(other.pk), at=now)
    with pytest.raises(Refused):
        wish_ring(order, ring="any", by=Resident(other.pk), at=now)


# A call wished for


def test_a_wish_stands_for_clerk_and_handler_until_somebody_has_rung(client, opened, town):
    order, track = opened("accepted")
    client.post(f"{track}ring/", {"ring": "evening"})
    assert "您请我们回电：晚上" in text_of(client.get(track))
    clerk, handler = Client(), Client()
    clerk.force_login(town.clerk)
    handler.force_login(town.handler)
    assert "居民请求回电：晚上" in text_of(clerk.get(f"/admin/orders/{order.number}/"))
    assert "晚上（18–20 点）" in text_of(handler.get(f"/desk/{order.number}/"))
    later = timezone.now() + datetime.timedelta(minutes=1)
    commands.record_contact(order, note="已通话", by=town.handler, at=later)
    order.refresh_from_db()
    assert not order.wants_ring


@pytest.mark.parametrize("ring", ["", "midnight"])
def test_a_time_that_is_none_is_refused(client, opened, ring):
    order, track = opened()
    client.post(f"{track}ring/", {"ring": ring})
    order.refresh_from_db()
    assert order.ring == ""


def test_a_handler_who_did_not_accept_sees_no_wish(client, opened, town):
    order, track = opened("dispatched")
    client.post(f"{track}ring/", {"ring": "evening"})
    handler = Client()
    handler.force_login(town.second_handler)
    assert "晚上（18–20 点）" not in text_of(handler.get(f"/desk/{order.number}/"))


# Mine too


@pytest.fixture
def public(monkeypatch):
    """The numbers that a public page speaks of."""
    numbers = set()
    monkeypatch.setattr(shown, "ASKED", [lambda o: o.placed_at if o.number in numbers else None])
    return numbers


@pytest.mark.parametrize(
    ("state", "told"), [("placed", "社区可能合并办理"), ("closed", "那件事已经办结")]
)
def test_a_public_matter_becomes_an_order_of_ones_own(client, town, public, state, told):
    first = order_in(town, state)
    public.add(first.number)
    page = client.get(f"{NEW}?like={first.number}")
    assert told in text_of(page)
    page = send(client, page, matter="lamp")
    assert '<option value="990101001001" selected>' in text_of(page)
    page = send(client, page, **DETAILS)
    send(client, page, **CONTACT)
    second = Order.objects.exclude(pk=first.pk).get()
    assert (second.echoes, second.state) == (first, "placed")
    clerk = Client()
    clerk.force_login(town.clerk)
    assert f"居民说：和 {first.number} 是同一件事" in text_of(
        clerk.get(f"/admin/orders/{second.number}/")
    )


def test_a_number_that_is_not_public_tells_nothing(client, town, public):
    hidden = order_in(town, "placed", area=town.other_community)
    plain = text_of(client.get(NEW))
    asked = text_of(client.get(f"{NEW}?like={hidden.number}"))
    assert asked.count("checked") == plain.count("checked")
    assert "您也遇到了" not in asked
    page = send(client, client.get(NEW), matter="lamp", like=hidden.number)
    assert "selected>听松社区" not in text_of(page)
    page = send(client, page, **DETAILS)
    send(client, page, **CONTACT)
    assert Order.objects.exclude(pk=hidden.pk).get().echoes is None


@pytest.mark.parametrize("like", ["", "x" * 500, "2026-999999", "'; drop", "２０２６-000001"])
def test_junk_is_no_order(client, town, public, like):
    assert client.get(NEW, {"like": like}).status_code == 200
    assert send(client, client.get(NEW), matter="lamp", like=like).status_code == 200


# A device that others use


def test_on_a_shared_device_nothing_typed_is_kept_or_offered_again(client, town):
    to_details(client)
    assert "data-draft-forget" not in text_of(client.get(NEW))
    page = client.post("/orders/shared-device/", follow=True)
    assert "不会留在这台设备上" in text_of(page)
    assert "data-draft-forget" in text_of(page)
    step = text_of(to_details(client))
    assert "data-draft=" not in step
    assert "您写了一半" not in text_of(client.get(NEW))
    assert client.session.get_expiry_age() <= 20 * 60


def test_an_order_is_placed_on_a_shared_device_as_anywhere(client, town):
    client.post("/orders/shared-device/")
    page = send(client, to_contact(client), **CONTACT)
    assert "已收到您的点单" in text_of(page)
    assert not Draft.objects.exists()


# Paper


def test_the_page_of_an_order_prints_without_what_is_pressed(client, opened):
    _order, track = opened("answered")
    page = text_of(client.get(track))
    assert "data-print" in page
    assert "order-sheet" in page


def test_the_story_names_every_step_in_words(client, opened, town):
    order, track = opened("accepted")
    change_contact(order, contact_phone=NEW_PHONE, by=resident_of(order), at=timezone.now())
    wish_ring(order, ring="any", by=resident_of(order), at=timezone.now())
    assert "order." not in text_of(client.get(track)).replace("order.css", "")


def test_a_merged_reporter_is_reached_while_the_shared_order_is_open(client, town):
    lead, order = order_in(town, "accepted"), place_order(town)
    commands.merge(order, into=lead, by=town.clerk, at=timezone.now())
    change_contact(order, contact_phone=NEW_PHONE, by=resident_of(order), at=timezone.now())
    order.refresh_from_db()
    assert order.contact_phone == NEW_PHONE
    words = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
    commands.answer(lead, **words, by=town.handler, at=timezone.now())
    commands.close(lead, by=town.clerk, at=timezone.now())
    with pytest.raises(Refused):
        wish_ring(order, ring="any", by=resident_of(order), at=timezone.now())
