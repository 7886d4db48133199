"""A text with an urgent word goes by the urgent time class, and the resident is told."""

import pytest

from portal.services.rules import time_class_of, urgent_word
from tests.resident.walk import text_of, to_contact, to_receipt
from tests.services.writing import publish
from tests.support.town import place_order


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("楼道里漏水爆管", "爆管"),
        ("灯不亮", ""),
        ("有ＧＡＳ味", "gas"),
        ("电梯 困人", ""),
        ("", ""),
    ],
)
def test_the_word_is_found_however_it_is_written(text, word):
    assert urgent_word(["爆管", "gas", "电梯困人"], text) == word


@pytest.mark.parametrize(
    ("words", "usual", "code"),
    [("爆管", "ordinary", "urgent"), ("停水", "question", "question"), ("", "complex", "complex")],
)
def test_the_time_class_of_an_order(town, words, usual, code):
    town.matter.urgent_words, town.matter.time_class_id = words, usual
    assert time_class_of(town.matter, "楼下爆管了") == code
    assert place_order(town, text="楼下爆管了").time_class == code


@pytest.mark.parametrize(("text", "urgent"), [("楼下爆管了", True), ("灯不亮了", False)])
def test_the_resident_is_told_where_to_ring(client, town, text, urgent):
    publish(town.matter, urgent_words="爆管")
    assert ("您写到“爆管”" in text_of(to_contact(client, text=text))) is urgent
    page = text_of(to_receipt(client, website=""))
    assert "订单已经收到" in page or "已收到" in page
