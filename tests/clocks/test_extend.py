"""More time: once, within the limit, for a reason the resident reads; by whoever watches the clocks."""

import pytest

from portal.errors import Refused
from portal.orders import commands
from portal.orders.story import story
from portal.worktime.models import Limit
from tests.clocks.moments import deadline, march, now, until, words
from tests.support.town import order_in


def extend(town, order, **given):
    words = {"amount": 3, "reason": "等配件", "by": town.coordinator, "at": march(10)} | given
    return commands.extend(order, **words)


@pytest.fixture
def order(town):
    return order_in(town, "accepted", at=march(9))


def test_granted_it_moves_the_due_date_and_the_resident_reads_why(town, order):
    extend(town, order)
    row = deadline(order, "answer")
    assert row.due_at == march(19, 17, 30)
    assert row.terms.extensions[0].approver == f"staff:{town.coordinator.pk}"
    told = {step.verb: step for step in story(order, for_staff=False)}
    assert told["order.extended"].text == "等配件"
    assert "order.warned" not in told


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "原因"),
        ({"amount": 0}, "最多"),
        ({"amount": 6}, "最多"),
        ({"at": march(16, 17, 30)}, "时限已到"),
        ({"by": "clerk"}, "不归您"),
        ({"by": "handler"}, "不归您"),
    ],
)
def test_refused(town, order, given, sentence):
    if "by" in given:
        given = {"by": getattr(town, given["by"])}
    with pytest.raises(Refused) as refusal:
        extend(town, order, **given)
    assert str(refusal.value)
    assert sentence
    assert deadline(order, "answer").due_at == march(16, 17, 30)


def test_only_once(town, order):
    extend(town, order)
    with pytest.raises(Refused):
        extend(town, order, at=march(11))


def test_not_for_a_class_that_knows_none(town, order):
    Limit.objects.filter(step="extension").delete()
    with pytest.raises(Refused):
        extend(town, order)


def test_what_was_blue_is_no_longer_and_is_told_again(town, order):
    commands.record_contact(order, note="已联系", by=town.handler, at=march(9, 10))
    until(march(16, 10))
    assert now(order).colour == "blue"
    extend(town, order, at=march(16, 11))
    assert now(order).colour == ""
    until(march(19, 17))
    assert words(order).count("warned answer blue") == 2
