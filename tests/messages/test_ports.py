"""WeCom groups, e-mail and the console; and what half a configuration leads to."""

import logging

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from portal.messages.config import check_configured
from portal.messages.models import Message
from portal.messages.outbox import deliver
from tests.messages.telling import NOON, of, told
from tests.support.town import order_in, place_order


@pytest.fixture
def by_robot(settings, provider):
    settings.MESSAGES_RESIDENT = settings.MESSAGES_STAFF = "page"
    settings.MESSAGES_TIMEOUT = 0.4
    settings.WECOM_GROUPS = {"gy": provider.url}
    return provider


def test_a_group_of_staff_is_told_once(town, by_robot):
    order = place_order(town)
    told()
    assert deliver(NOON) == 1
    (request,) = by_robot.seen
    assert request["body"]["msgtype"] == "markdown"
    assert order.number in request["body"]["markdown"]["content"]
    assert request["path"] == "/send?key=robot-secret"


@pytest.mark.parametrize(("code", "groups"), [("gy", 1), ("ts", 0), ("*", 1)])
def test_a_group_is_told_about_its_own(town, by_robot, settings, code, groups):
    settings.WECOM_GROUPS = {code: by_robot.url}
    place_order(town)
    told()
    assert deliver(NOON) == groups


@pytest.mark.parametrize(
    ("how", "status", "error"),
    [("ok", "sent", ""), ("robot_busy", "failed", "errcode_45009"),
     ("robot_gone", "given_up", "errcode_93000"), ("empty", "failed", "bad_answer"),
     ("stall", "failed", "timeout")],
)  # fmt: skip
def test_what_the_robot_answers(town, by_robot, how, status, error):
    place_order(town)
    told()
    by_robot.answers = [how]
    deliver(NOON)
    message = Message.objects.get(channel="wecom")
    assert (message.status, message.error) == (status, error)


@pytest.fixture
def by_mail(settings):
    settings.MESSAGES_RESIDENT, settings.MESSAGES_STAFF = "page", "email"
    settings.MAIL_FROM = "echowall@example.gov.cn"


@pytest.mark.parametrize(("address", "mails"), [("clerk@example.gov.cn", 1), ("", 0)])
def test_staff_are_mailed_where_an_address_is_known(town, by_mail, address, mails):
    type(town.clerk).objects.filter(pk=town.clerk.pk).update(email=address)
    order = place_order(town)
    told()
    assert deliver(NOON) == mails == len(mail.outbox)
    (message,) = of(order, "clerk")
    assert message.why == ("" if mails else "no_contact")
    if mails:
        assert mail.outbox[0].to == [address]
        assert str(message.pk) in mail.outbox[0].extra_headers["Message-ID"]


def test_a_mail_server_that_is_not_there(town, by_mail, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    type(town.clerk).objects.filter(pk=town.clerk.pk).update(email="clerk@example.gov.cn")
    place_order(town)
    told()
    deliver(NOON)
    message = Message.objects.get(channel="email")
    assert (message.status, message.error) == ("failed", "unreachable")


def test_the_console_names_event_and_number_only(town, caplog):
    order = place_order(town)
    told()
    with caplog.at_level(logging.INFO):
        assert deliver(NOON) == 2
    assert f"order.placed {order.number}" in caplog.text
    assert order.contact_phone not in caplog.text


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, None),
        ({"MESSAGES_RESIDENT": "page", "MESSAGES_STAFF": "page"}, None),
        ({"MESSAGES_RESIDENT": "pigeon"}, "MESSAGES_RESIDENT"),
        ({"MESSAGES_STAFF": "sms"}, "MESSAGES_STAFF"),
        ({"MESSAGES_RESIDENT": "sms"}, "SMS_SECRET"),
        ({"MESSAGES_RESIDENT": "sms", "SMS_URL": "https://x.example"}, "SMS_KEY_ID"),
        ({"MESSAGES_RESIDENT": "sms", "SMS_URL": "https://x.example", "SMS_KEY_ID": "k",
          "SMS_SECRET": "s", "SMS_SIGN": "清和区"}, None),
        ({"MESSAGES_STAFF": "email"}, "EMAIL_URL"),
        ({"WECOM_GROUPS": {"gy": "qyapi.weixin.qq.com"}}, "WECOM_GROUPS"),
        ({"WECOM_GROUPS": {"gy": "https://qyapi.example/send?key=1"}}, None),
    ],
)  # fmt: skip
def test_half_a_configuration_stops_the_start(settings, given, named):
    for name, value in given.items():
        setattr(settings, name, value)
    if named is None:
        return check_configured()
    with pytest.raises(ImproperlyConfigured, match=named) as stopped:
        check_configured()
    assert "docs/operations.md" in str(stopped.value)


def test_a_group_is_told_of_what_its_unit_must_do(town, by_robot, settings):
    settings.WECOM_GROUPS = {"gy-team": by_robot.url}
    order_in(town, "dispatched")
    told()
    assert deliver(NOON) == 1


def test_the_start_itself_is_stopped(fresh_database):
    done = fresh_database.manage("check", MESSAGES_RESIDENT="sms")
    assert done.returncode != 0
    assert "SMS_URL" in done.stderr
