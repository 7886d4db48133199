"""One order, however often it is sent."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.test import Client

from portal.orders.commands import drafts
from portal.orders.models import Draft, Order, Photo
from tests.resident.walk import (
    CONTACT,
    NEW,
    Hidden,
    draft_in,
    send,
    text_of,
    to_contact,
    to_receipt,
)
from tests.support.town import build_town


def test_a_second_tap_finds_the_same_order(client, town):
    page = to_contact(client)
    first, second = send(client, page, **CONTACT), send(client, page, **CONTACT)
    assert first.redirect_chain == second.redirect_chain
    assert Order.objects.count() == 1


def test_back_after_the_receipt_leads_to_the_receipt(client, town):
    key = draft_in(to_receipt(client))
    page = client.get(f"{NEW}?draft={key}&step=3", follow=True)
    assert "已收到您的点单" in text_of(page)


def test_a_retry_after_the_session_was_lost_finds_the_same_order(client, town):
    page = to_contact(client)
    send(client, page, **CONTACT)
    client.cookies.clear()
    assert "已收到您的点单" in text_of(send(client, page, **CONTACT))
    assert Order.objects.count() == 1


def test_the_order_has_the_key_of_the_draft(client, town):
    page = to_contact(client)
    key = draft_in(page)
    send(client, page, **CONTACT)
    assert Order.objects.get().pk == uuid.UUID(key)


def _submit(cookies, fields):
    client = Client()
    client.cookies.load(cookies)
    try:
        return client.post(NEW, fields)["Location"]
    finally:
        connections.close_all()


def test_taps_at_the_same_moment_are_one_order(real_database):
    build_town()
    client = Client()
    page = to_contact(client)
    fields = Hidden(text_of(page)).fields | CONTACT
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with ThreadPoolExecutor(4) as threads:
        places = set(threads.map(lambda _i: _submit(cookies, fields), range(4)))
    order = Order.objects.get()
    assert places == {f"/orders/receipt/{order.number}/"}
    assert not Draft.objects.exists()


def test_a_photo_sent_twice_is_one(town):
    from django.utils import timezone

    draft = drafts.open_draft(uuid.uuid4(), at=timezone.now())
    for _twice in range(2):
        drafts.add_photo(draft.pk, b"same", at=timezone.now())
    assert Photo.objects.count() == 1
