"""Each step of the intake and each thing that can be wrong in it."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from portal.orders.commands import drafts
from portal.orders.models import Draft, Order, Photo
from portal.services.models import Question
from tests.resident.walk import (
    CONTACT,
    DETAILS,
    NEW,
    draft_in,
    send,
    text_of,
    to_contact,
    to_details,
    to_receipt,
)

ID_NUMBER = "11010119900307451X"


@pytest.fixture
def checked_id():
    """An ID number whose check digit is right."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digits = ID_NUMBER[:17]
    rest = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[rest]


@pytest.mark.parametrize(
    ("matter", "step"), [("lamp", "第 2 步"), ("nothing", "第 1 步"), ("", "第 1 步")]
)
def test_a_matter_from_the_menu_leads_on(client, town, matter, step):
    assert step in text_of(to_details(client, matter))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "第 3 步"),
        ({"text": "   "}, "请写明是什么事"),
        ({"text": "灯" * 1000}, "第 3 步"),
        ({"text": "灯" * 1001}, "现在有 1001 个字"),
        ({"text": "灯\r\n" * 500}, "第 3 步"),
        ({"area": ""}, "请从列表里选社区"),
        ({"area": "990101"}, "请从列表里选社区"),
        ({"place": "号" * 121}, "现在有 121 个字"),
        ({"text": "单号 2026-000123 和 12345 都没用"}, "第 3 步"),
        ({"text": "卡号 4111111111111111"}, "请删去银行卡号"),
    ],
)
def test_details_are_judged(client, town, changed, told):
    assert told in text_of(to_contact(client, **changed))


@pytest.mark.parametrize(
    ("text", "told", "way"),
    [
        ("", "请写明是什么事", [302]),
        ("灯" * 1001, "现在有 1001 个字", [302]),
        ("卡号 4111111111111111", "请删去银行卡号", []),
    ],
)
def test_a_mistake_is_told_by_a_page_that_reloads(client, town, text, told, way):
    page = to_contact(client, text=text)
    assert [status for _address, status in page.redirect_chain] == way
    assert told in text_of(page)
    if way:
        assert told in text_of(client.get(page.redirect_chain[-1][0]))


def test_a_step_without_a_choice_reloads_too(client, town):
    page = send(client, client.get(NEW))
    assert page.redirect_chain == [(f"{NEW}?step=1&check=1", 302)]
    assert "请选择要办什么事" in text_of(page)
    assert "这份草稿" not in text_of(page)


@pytest.mark.parametrize("field", ["text", "place"])
def test_an_id_number_is_refused_and_not_kept(client, town, checked_id, field):
    page = to_contact(client, **{field: f"我的身份证 {checked_id}"})
    assert "请删去身份证号" in text_of(page)
    assert checked_id not in str(Draft.objects.get().body)


@pytest.mark.parametrize(("text", "hinted"), [("灯坏了，电话13800138000", True), ("灯坏了", False)])
def test_a_phone_in_the_text_is_hinted_at_not_refused(client, town, text, hinted):
    assert ("情况说明里有电话号码" in text_of(to_contact(client, text=text))) is hinted


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "已收到您的点单"),
        ({"contact_phone": "+86 138-0013-8000"}, "已收到您的点单"),
        ({"contact_phone": "０１０-８８８８６６６６"}, "已收到您的点单"),
        ({"contact_phone": ""}, "请留一个电话"),
        ({"contact_phone": "1380013800"}, "您填了 10 位"),
        ({"contact_phone": "12800138000"}, "没有这样的手机号"),
        ({"contact_phone": "my phone"}, "请填手机号"),
        ({"contact_name": ""}, "已收到您的点单"),
        ({"contact_name": "张" * 21}, "现在有 21 个字"),
        ({"consent": ""}, "请选择办理进展和结果是否公开"),
        ({"consent": "named"}, "不在可用的选项中"),
        ({"website": "http://spam"}, "请把这一栏清空"),
    ],
)
def test_contact_is_judged(client, town, changed, told):
    assert told in text_of(to_receipt(client, **changed))
    assert Order.objects.exists() is (told == "已收到您的点单")


def test_a_person_whose_browser_filled_the_honeypot_presses_again(client, town):
    page = send(client, to_contact(client), **CONTACT, website="http://filled")
    assert "138 0013 8000" in text_of(page)
    assert "已收到您的点单" in text_of(send(client, page, **CONTACT))


@pytest.mark.parametrize(
    ("answer", "told"),
    [("早上", "第 3 步"), ("", "请回答这个问题"), ("别的", "请从列出的选项里选")],
)
def test_the_questions_of_the_matter_are_asked(client, town, answer, told):
    question = Question.objects.create(
        matter=town.matter, label="何时方便", kind="choice", choices="早上\n晚上", required=True
    )
    page = to_contact(client, **{f"question_{question.pk}": answer})
    assert told in text_of(page)
    if answer == "早上":
        send(client, page, **CONTACT)
        assert Order.objects.get().answers == {"何时方便": "早上"}


@pytest.mark.parametrize("step", ["2", "3"])
def test_no_step_before_its_turn(client, town, step):
    page = client.get(f"{NEW}?step={step}", follow=True)
    assert "第 1 步" in text_of(page)
    key = draft_in(to_details(client))
    page = client.get(f"{NEW}?draft={key}&step=3", follow=True)
    assert "第 2 步" in text_of(page)


def test_a_reload_shows_what_the_server_kept(client, town):
    key = draft_in(to_contact(client))
    page = client.get(f"{NEW}?draft={key}&step=2")
    assert DETAILS["text"] in text_of(page)


def test_a_draft_of_somebody_else_is_not_shown(client, town):
    key = draft_in(to_contact(client))
    client.cookies.clear()
    page = client.get(f"{NEW}?draft={key}&step=2")
    assert DETAILS["text"] not in text_of(page)
    assert "这台设备上没有这份草稿" in text_of(page)


def test_a_forged_key_opens_no_draft(client, town):
    key = draft_in(to_contact(client))
    client.cookies.clear()
    page = client.post(
        NEW, {"step": "2", "key": key, "text": "偷看", "action": "back"}, follow=True
    )
    assert DETAILS["text"] not in text_of(page)
    assert Draft.objects.get(pk=key).body["text"] == DETAILS["text"]


def test_what_was_begun_is_offered_on_this_device_alone(client, town):
    key = draft_in(to_details(client))
    page = client.get(NEW)
    assert "接着填" in text_of(page)
    assert str(key) in page.content.decode()
    assert "接着填" not in text_of(Client().get(NEW))


@pytest.mark.parametrize(("minutes", "offered"), [(119, True), (121, False)])
def test_what_was_begun_is_offered_for_two_hours(client, town, minutes, offered):
    to_details(client)
    began = timezone.now() - datetime.timedelta(minutes=minutes)
    Draft.objects.update(updated_at=began)
    assert ("接着填" in text_of(client.get(NEW))) is offered


def test_what_is_sent_after_the_draft_was_purged_is_not_lost(client, town):
    page = to_details(client)
    Draft.objects.all().delete()
    page = send(client, page, **DETAILS)
    page = send(client, page, matter="lamp")
    assert DETAILS["text"] in text_of(page)


def test_a_matter_taken_off_the_menu_meanwhile_is_told(client, town):
    page = to_contact(client)
    town.matter.live = False
    town.matter.save()
    assert "第 1 步" in text_of(send(client, page, **CONTACT))
    assert Draft.objects.get().body["contact_phone"] == CONTACT["contact_phone"]


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_drafts_go_after_seven_days_with_their_photos(db, days, left):
    now = timezone.now()
    draft = Draft.objects.create(updated_at=now - datetime.timedelta(days=days))
    Photo.objects.create(draft=draft, jpeg=b"x")
    assert drafts.purge(at=now) == 1 - left
    assert (Draft.objects.count(), Photo.objects.count()) == (left, left)
