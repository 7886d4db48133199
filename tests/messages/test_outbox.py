"""Sending: through a real server that fails, stalls and recovers; once a try, whoever sends."""

import datetime
import threading

import pytest
from django.db import connections
from django.utils import timezone

from portal.errors import Refused
from portal.messages import commands, outbox, rules
from portal.messages.models import Message
from portal.messages.outbox import claim, deliver, send_due
from portal.messages.ports.sms import signed
from portal.messages.words import Status, Why
from portal.orders import commands as verbs
from tests.messages.telling import NOON, of, sent_at, told
from tests.support.town import build_town, order_in, place_order, resident_of

MINUTE = datetime.timedelta(minutes=1)


def waiting(town, **intake):
    """A message to a resident that waits to be sent at noon."""
    order = place_order(town, at=NOON, **intake)
    told(NOON)
    Message.objects.exclude(audience="resident").delete()
    return of(order)[0]


def test_an_sms_goes_to_the_phone_and_is_marked(town, by_sms):
    message = waiting(town)
    assert deliver(NOON) == 1
    message.refresh_from_db()
    assert (message.status, message.reference, message.attempts) == ("sent", "ref-7", 1)
    (request,) = by_sms.seen
    assert request["body"] == {
        "to": "13800138000", "sign": "清和区", "text": message.text, "id": str(message.pk),
    }  # fmt: skip
    assert deliver(NOON) == 0


def test_the_link_that_rates_leaves_the_house_and_stays_in_no_row(town, by_sms, client):
    order = order_in(town, "answered", at=NOON)
    sent_at(NOON)
    text = by_sms.texts[-1]
    path = text[text.index("/orders/rate/") :].split()[0]
    assert order.number in client.get(path).content.decode()
    kept = list(Message.objects.values_list("text", flat=True))
    assert any("orders/track" in one for one in kept)
    assert not any("orders/rate" in one for one in kept)


def test_each_request_is_signed_and_has_its_own_key(town, by_sms):
    message = waiting(town)
    deliver(NOON)
    (request,) = by_sms.seen
    headers = request["headers"]
    assert headers["Idempotency-Key"] == str(message.pk)
    assert signed(request["raw"], headers["X-Timestamp"])["X-Signature"] == headers["X-Signature"]
    assert signed(request["raw"] + b" ", headers["X-Timestamp"]) != headers["X-Signature"]


@pytest.mark.parametrize(
    ("how", "code", "status", "minutes"),
    [
        (500, "http_500", "failed", 1),
        ("busy", "http_429", "failed", 10),
        ("stall", "timeout", "failed", 1),
        ("drip", "timeout", "failed", 1),
        ("cut", "cut", "failed", 1),
        ("words", "bad_answer", "failed", 1),
        ("moved", "http_302", "given_up", None),
        (400, "http_400", "given_up", None),
        ("empty", "", "sent", None),
    ],
)
def test_each_way_of_failing(town, by_sms, how, code, status, minutes):
    message = waiting(town)
    by_sms.answers = [how]
    deliver(NOON)
    message.refresh_from_db()
    assert (message.status, message.error) == (status, code)
    assert message.next_at == (NOON + minutes * MINUTE if minutes else None)


def test_a_provider_that_is_not_there(town, by_sms, settings):
    settings.SMS_URL = "http://127.0.0.1:1/"
    message = waiting(town)
    deliver(NOON)
    message.refresh_from_db()
    assert (message.status, message.error) == ("failed", "refused")


def test_it_recovers_by_itself(town, by_sms):
    message = waiting(town)
    by_sms.answers = [500, "stall", "cut"]
    for minutes in (0, 1, 3, 7):
        deliver(NOON + minutes * MINUTE)
    message.refresh_from_db()
    assert (message.status, message.attempts, message.error) == ("sent", 4, "")
    assert len({request["headers"]["Idempotency-Key"] for request in by_sms.seen}) == 1


def test_it_gives_up_and_staff_try_again(town, by_sms):
    message, at = waiting(town), NOON
    by_sms.then = 500
    for _n in range(rules.MOST_ATTEMPTS + 3):
        deliver(at)
        at += datetime.timedelta(days=1)
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("given_up", rules.MOST_ATTEMPTS)
    with pytest.raises(Refused):
        commands.try_again(message, by=town.other_clerk, at=at)
    by_sms.then = "ok"
    commands.try_again(message, by=town.clerk, at=at)
    assert deliver(at) == 1
    with pytest.raises(Refused):
        commands.try_again(message, by=town.clerk, at=at)


def test_a_shut_provider_costs_one_try_a_pass(town, by_sms):
    for _n in range(3):
        waiting(town)
    by_sms.then = "stall"
    deliver(NOON)
    assert len(by_sms.seen) == 1
    by_sms.then = "ok"
    assert deliver(NOON + MINUTE) == 3


def test_what_is_refused_for_good_lets_the_others_go(town, by_sms):
    for _n in range(3):
        waiting(town)
    by_sms.answers = [400]
    assert deliver(NOON) == 2


@pytest.mark.parametrize(("hour", "urgent", "goes"), [
    (20, False, 1), (21, False, 0), (3, False, 0), (8, False, 1), (3, True, 1),
])  # fmt: skip
def test_text_messages_sleep_at_night(town, by_sms, hour, urgent, goes):
    message = waiting(town)
    Message.objects.filter(pk=message.pk).update(urgent=urgent)
    at = timezone.localtime(NOON).replace(hour=hour) + datetime.timedelta(days=1)
    assert deliver(at) == goes


def test_silence_between_queueing_and_sending(town, by_sms):
    message = waiting(town)
    commands.silence(message.order, by=resident_of(message.order), at=NOON)
    Message.objects.filter(pk=message.pk).update(status="queued", next_at=NOON, why="")
    assert deliver(NOON) == 0
    message.refresh_from_db()
    assert (message.why, by_sms.seen) == (Why.OPTED_OUT, [])


def test_killed_between_sending_and_marking(town, by_sms, monkeypatch):
    """The next worker sends it again, with the same key, so that the provider can tell."""
    waiting(town)
    monkeypatch.setattr(outbox, "_mark", lambda *args, **columns: None)
    deliver(NOON)
    monkeypatch.undo()
    assert deliver(NOON) == 0
    assert deliver(NOON + MINUTE) == 1
    first, second = by_sms.seen
    assert first["headers"]["Idempotency-Key"] == second["headers"]["Idempotency-Key"]


def test_a_claim_is_one_workers(town, by_sms):
    message = waiting(town)
    assert claim(NOON, set()).pk == message.pk
    assert claim(NOON, set()) is None


def test_a_slower_worker_does_not_undo_a_later_one(town, by_sms):
    waiting(town)
    slow = claim(NOON, set())
    assert deliver(NOON + MINUTE) == 1
    outbox._failed(slow, outbox.Undelivered("timeout"), NOON)
    assert Message.objects.get(pk=slow.pk).status == Status.SENT


def test_an_error_of_our_own_stops_nobody(town, settings, monkeypatch):
    settings.MESSAGES_RESIDENT = "console"
    message = waiting(town)
    monkeypatch.setattr("portal.messages.ports.console.Console.send", lambda *args: 1 / 0)
    assert deliver(NOON) == 0
    message.refresh_from_db()
    assert (message.status, message.error) == ("failed", "ZeroDivisionError")


def test_no_verb_waits_for_a_provider(town, by_sms):
    by_sms.then = "stall"
    order = order_in(town, "accepted", at=NOON)
    sent_at(NOON)
    assert of(order)[-1].status == Status.FAILED
    assert verbs.answer(
        order, spoken_with="居民", done="换了灯", finished_by="今天", by=town.handler, at=NOON
    ).state == "answered"  # fmt: skip


def test_the_clock_follows_and_sends_at_once(town, by_sms):
    place_order(town, at=NOON)
    send_due(at=NOON)
    assert len(by_sms.seen) == 1


def test_what_happened_just_now_goes_in_the_same_pass(town):
    place_order(town)
    send_due(at=timezone.now())
    assert set(Message.objects.values_list("status", flat=True)) == {Status.SENT}


def test_several_workers_send_each_message_once(real_database, by_sms_committed):
    provider = by_sms_committed
    town = build_town()
    for _n in range(12):
        place_order(town, at=NOON)
    told(NOON)

    def work():
        try:
            while deliver(NOON):
                pass
        finally:
            connections.close_all()

    crew = [threading.Thread(target=work) for _n in range(4)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(60)
    keys = [request["body"]["id"] for request in provider.seen]
    assert len(keys) == len(set(keys)) == 12
    assert Message.objects.filter(audience="resident", status=Status.SENT).count() == 12


@pytest.fixture
def by_sms_committed(by_sms):
    by_sms.server.RequestHandlerClass.protocol_version = "HTTP/1.0"
    return by_sms
