"""What a resident wrote, and how they are reached, stands in no message, no log and no ledger line."""

import logging

import pytest
from django.db import connection

from portal.ledger.models import Entry
from portal.messages.models import Message
from portal.messages.outbox import deliver
from tests.messages.telling import NOON, told
from tests.privacy_leaks.planted import MARK, PHONES, plant

ENDS = range(8)


@pytest.fixture
def planted(town, by_sms):
    """Orders full of marks, walked to every end, and a provider that fails in every way."""
    by_sms.answers = [500, "words", "cut", 400, "busy", "moved"]
    return [plant(town, number) for number in ENDS]


def test_no_mark_in_messages_logs_or_ledger(planted, by_sms, caplog):
    with caplog.at_level(logging.DEBUG):
        told()
        for _n in range(8):
            deliver(NOON)
    assert by_sms.seen
    rows = stored("order_messages_message")
    for where in (rows, caplog.text, "".join(map(str, Entry.objects.values_list()))):
        assert MARK not in where
        assert PHONES not in where
    assert "robot-secret" not in caplog.text + rows


def test_the_phone_reaches_the_provider_and_the_words_do_not(planted, by_sms):
    by_sms.answers = []
    told()
    deliver(NOON)
    assert {request["body"]["to"] for request in by_sms.seen} <= {
        order.contact_phone for order in planted
    }
    assert len(by_sms.seen) == len(ENDS)
    assert not any(MARK in text for text in by_sms.texts)


def test_no_query_code_in_any_message(planted):
    told()
    texts = "\n".join(Message.objects.values_list("text", flat=True))
    codes = {order.query_code for order in planted}
    assert not any(code in texts or f"{code[:4]}-{code[4:8]}" in texts for code in codes)


def test_no_name_of_a_colleague_in_a_message(planted, town):
    told()
    texts = "\n".join(Message.objects.values_list("text", flat=True))
    assert town.handler.display_name not in texts


def stored(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return "\n".join(map(str, cursor.fetchall()))
