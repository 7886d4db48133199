"""Signing in with a code: who gets in, who does not, and what nobody learns."""

import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.people.models import User
from portal.privacy.blind import blind_index
from portal.residents import codes, gates
from portal.residents.models import Phone
from tests.resident.walk import text_of

SIGN_IN, CODE, HOME = "/me/sign-in/", "/me/code/", "/me/"
NUMBER = "13800138000"


def ask(client, number=NUMBER, **fields):
    return client.post(SIGN_IN, {"phone": number} | fields)


def give(client, code, **kwargs):
    return client.post(CODE, {"code": code}, **kwargs)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


@pytest.mark.parametrize("typed", ["13800138000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_the_right_code_opens_the_account(client, db, sent, typed):
    assert ask(client, typed)["Location"] == CODE
    assert sent[-1][0] == NUMBER
    assert give(client, sent[-1][1])["Location"] == HOME
    assert "我的单子" in text_of(client.get(HOME))
    assert Phone.objects.get().number == NUMBER


def test_the_second_time_it_is_the_same_account(db, signed_in):
    signed_in()
    signed_in()
    assert User.objects.filter(is_resident=True).count() == 1


def test_a_wrong_code_opens_nothing(client, db, sent):
    ask(client)
    page = give(client, wrong(sent[-1][1]))
    assert "验证码不对" in text_of(page)
    assert client.get(HOME).status_code == 302
    assert not User.objects.filter(is_resident=True).exists()


@pytest.mark.parametrize("typed", ["", "12345", "010-88880000", "12800138000"])
def test_only_a_mobile_number_gets_a_code(client, db, sent, typed):
    page = ask(client, typed)
    assert (page.status_code, sent) == (200, [])


def test_after_five_wrong_tries_the_right_code_is_refused(client, db, sent):
    ask(client)
    right = sent[-1][1]
    for _try in range(5):
        page = give(client, wrong(right))
    assert page["Location"] == SIGN_IN
    assert give(client, right)["Location"] == SIGN_IN
    assert client.get(HOME).status_code == 302


def test_tries_at_the_same_time_are_counted_too(client, db, sent):
    """The session of each try still says that none was made."""
    ask(client)
    right, before = sent[-1][1], dict(client.session)
    for _try in range(5):
        session = client.session
        session.update({codes.KEPT_AS: before[codes.KEPT_AS] | {"failed_attempts": 0}})
        session.save()
        give(client, wrong(right))
    assert give(client, right).status_code == 200
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(("minutes", "opens"), [(4, True), (6, False)])
def test_a_code_is_good_for_five_minutes(client, db, sent, minutes, opens):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        ask(client)
    with time_machine.travel(now + datetime.timedelta(minutes=minutes), tick=False):
        give(client, sent[-1][1])
        assert (client.get(HOME).status_code == 200) is opens


def test_a_code_serves_once_and_on_its_own_device_only(client, db, sent):
    ask(client)
    other = Client()
    assert give(other, sent[-1][1])["Location"] == SIGN_IN
    give(client, sent[-1][1])
    client.post("/me/sign-out/")
    assert give(client, sent[-1][1])["Location"] == SIGN_IN


def test_a_new_code_makes_the_old_one_void(client, db, sent):
    ask(client)
    client.post(CODE, {"action": "again"})
    (_n, old), (_m, new) = sent
    if old != new:
        assert "验证码不对" in text_of(give(client, old))
    assert give(client, new)["Location"] == HOME


def test_known_and_unknown_numbers_get_the_same_answer(db, signed_in, sent):
    signed_in()
    known, unknown = Client(), Client()
    first, second = ask(known), ask(unknown, "13900139000")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [text_of(c.get(CODE)).replace("8000", "").replace("9000", "") for c in (known, unknown)]
    assert len(pages[0]) == len(pages[1])
    assert len(sent) == 3


def test_a_closed_account_is_told_to_its_owner_alone(client, db, signed_in, sent):
    signed_in()
    User.objects.filter(is_resident=True).update(is_active=False)
    assert ask(client)["Location"] == CODE
    page = give(client, sent[-1][1], follow=True)
    assert "这个账号已停用" in text_of(page)
    assert client.get(HOME).status_code == 302


def test_one_phone_gets_three_codes_in_a_quarter(client, db, sent):
    for _n in range(3):
        ask(Client())
    page = ask(client)
    assert page.status_code == 429
    assert "以后再试" in text_of(page)
    assert len(sent) == 3


@pytest.mark.parametrize("name", ["SENT_TO_ADDRESS", "SENT_TO_PHONE_DAILY"])
def test_a_flood_of_codes_is_stopped(client, db, sent, monkeypatch, name):
    gate = getattr(gates, name)
    monkeypatch.setattr(gates, name, gates.Gate(gate.bucket, 1, gate.window_s))
    ask(client)
    other = NUMBER if "PHONE" in name else "13900139000"
    assert ask(client, other).status_code == 429


def test_the_whole_installation_sends_so_many_a_day(client, db, sent, settings):
    settings.ECHOWALL_CODES_A_DAY = 1
    ask(client)
    assert ask(client, "13900139000").status_code == 429


@pytest.mark.parametrize("name", ["TRIES_OF_ADDRESS", "TRIES_OF_PHONE"])
def test_tries_are_limited_across_sessions(client, db, sent, monkeypatch, name):
    gate = getattr(gates, name)
    monkeypatch.setattr(gates, name, gates.Gate(gate.bucket, 1, gate.window_s))
    ask(client)
    give(client, wrong(sent[-1][1]))
    assert give(client, sent[-1][1]).status_code == 429


def test_a_service_that_is_down_is_said_and_nothing_waits(client, db, settings, caplog):
    settings.ECHOWALL_CODE_SENDER = "tests.support.codes.Broken"
    page = ask(client)
    assert page.status_code == 503
    assert "没有发出去" in text_of(page)
    assert NUMBER not in caplog.text


@pytest.mark.parametrize("address", [SIGN_IN, CODE, HOME, "/me/orders/tie/", "/me/delete/"])
def test_without_a_sender_there_is_no_door_and_no_link(client, town, settings, address):
    settings.ECHOWALL_CODE_SENDER = ""
    assert client.get(address).status_code == 404
    for page in ("/", "/orders/track/", "/services/"):
        assert "/me/" not in text_of(client.get(page))


def test_with_a_sender_the_way_stands_in_the_header(client, town, sent):
    assert 'href="/me/"' in text_of(client.get("/orders/track/"))


@pytest.mark.parametrize(
    ("asked", "led"),
    [("/me/orders/tie/", "/me/orders/tie/"), ("https://evil.example/", HOME), ("//evil.example", HOME),
     ("/admin/", HOME), ("/orders/track/", "/orders/track/")],
)  # fmt: skip
def test_one_is_led_on_to_ones_own_pages_only(client, db, sent, asked, led):
    ask(client, next=asked)
    assert give(client, sent[-1][1])["Location"] == led


def test_the_session_is_new_after_signing_in_and_gone_after_signing_out(client, db, sent):
    ask(client)
    before = client.session.session_key
    give(client, sent[-1][1])
    inside = client.session.session_key
    assert inside != before
    client.post("/me/sign-out/")
    assert not Session.objects.filter(pk__in=[before, inside]).exists()
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(("shared", "seconds"), [("on", 20 * 60), ("", 12 * 60 * 60)])
def test_on_a_shared_device_the_session_is_short(client, db, sent, shared, seconds):
    ask(client, shared=shared)
    give(client, sent[-1][1])
    assert client.session.get_expiry_age() == pytest.approx(seconds, abs=60)


def test_neither_number_nor_code_lies_open_anywhere(client, db, sent):
    """In no column of the people's, residents', sessions' and ledger's tables."""
    ask(client)
    waiting = client.session[codes.KEPT_AS]
    assert NUMBER not in str(waiting)
    assert sent[-1][1] not in str(waiting)
    give(client, sent[-1][1])
    assert NUMBER not in str(dict(client.session))
    with connection.cursor() as cursor:
        for table in ("people_user", "residents_phone", "ledger_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = str(cursor.fetchall())
            assert NUMBER not in rows
    assert NUMBER not in User.objects.get(is_resident=True).username


def test_the_index_finds_one_account_and_two_cannot_share_it(db, signed_in):
    signed_in()
    assert Phone.objects.get(number_index=blind_index("+86 " + NUMBER)).person.is_resident


@pytest.mark.parametrize("address", [SIGN_IN, HOME])
def test_no_cache_keeps_it_and_no_robot_finds_it(db, signed_in, address):
    page = signed_in().get(address)
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


def test_signing_out_takes_a_post(db, signed_in):
    inside = signed_in()
    assert inside.get("/me/sign-out/").status_code == 405
    assert inside.get(HOME).status_code == 200
