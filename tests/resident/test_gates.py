"""How often: generous for a hall behind one address, and nothing typed is ever lost."""

import pytest

from portal.errors import Refused
from portal.orders.models import Draft, Order
from portal.orders.resident import gates, submitting
from tests.resident.walk import CONTACT, NEW, send, text_of, to_contact, to_details, to_receipt


def tight(monkeypatch, name, limit):
    gate = getattr(gates, name)
    monkeypatch.setattr(gates, name, gates.Gate(gate.bucket, limit, gate.window_s))


def test_five_orders_a_phone_a_day(client, town):
    for _n in range(5):
        assert "已收到您的点单" in text_of(to_receipt(client))
    page = to_receipt(client)
    assert page.status_code == 429
    assert "今天已经点了 5 单" in text_of(page)
    assert CONTACT["contact_phone"] in text_of(page)
    assert Draft.objects.get().body["contact_phone"] == CONTACT["contact_phone"]
    assert Order.objects.count() == 5


def test_another_phone_behind_the_same_address_goes_on(client, town):
    for n in range(8):
        assert "已收到您的点单" in text_of(to_receipt(client, contact_phone=f"1380013800{n}"))


def test_a_flood_from_one_address_is_told_when_to_come_back(client, town, monkeypatch):
    tight(monkeypatch, "ORDERS_OF_ADDRESS", 1)
    to_receipt(client)
    page = to_receipt(client, contact_phone="13900139000")
    assert page.status_code == 429
    assert "您写的内容已保存" in text_of(page)


def test_a_repeated_submit_is_not_counted(client, town, monkeypatch):
    tight(monkeypatch, "ORDERS_OF_PHONE", 1)
    page = to_contact(client)
    for _tap in range(3):
        assert "已收到您的点单" in text_of(send(client, page, **CONTACT))


@pytest.mark.parametrize(("sheets", "status"), [(1, 200), (2, 429)])
def test_a_sheet_that_a_rule_turned_away_counts_once(client, town, monkeypatch, sheets, status):
    """A retry is the same sheet; another sheet is another try."""
    tight(monkeypatch, "ORDERS_OF_PHONE", 1)
    page = to_contact(client)
    with monkeypatch.context() as broken:
        broken.setattr(submitting, "place", turned_away)
        for _tap in range(3):
            assert "稍后再试" in text_of(send(client, page, **CONTACT))
    for _sheet in range(sheets - 1):
        page = to_contact(client)
    answer = send(client, page, **CONTACT)
    assert (answer.status_code == 429) is (status == 429)
    assert Order.objects.count() == (status == 200)


def turned_away(*_intake, **_by):
    raise Refused("请稍后再试")


def test_opening_drafts_without_end_is_stopped(client, town, monkeypatch):
    tight(monkeypatch, "DRAFTS_OF_ADDRESS", 1)
    to_details(client)
    page = to_details(client)
    assert (page.status_code, Draft.objects.count()) == (429, 1)
    assert "填单的人太多" in text_of(page)


@pytest.mark.parametrize("limit", [1])
def test_uploading_without_end_is_stopped(client, town, monkeypatch, limit):
    from tests.resident.walk import picture

    tight(monkeypatch, "PHOTOS_OF_DRAFT", limit)
    page = to_details(client)
    page = send(client, page, action="photos", photos=[picture()])
    page = send(client, page, action="photos", photos=[picture(colour="blue")])
    assert "上传照片的次数太多" in text_of(page)


def test_a_get_opens_no_draft(client, town):
    client.get(NEW)
    client.get(f"{NEW}?service=lamp")
    assert not Draft.objects.exists()
