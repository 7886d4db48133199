"""The balance is counted at one moment, and by where an order is, not by how often it was there."""

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.reconciliation import balance
from tests.support.town import build_town, order_in, resident_of

pytestmark = pytest.mark.django_db


def test_both_counts_are_one_statement(django_assert_num_queries):
    order_in(build_town(), "closed")
    with django_assert_num_queries(1):
        found = balance()
    counted = {line.name: (line.rows, line.ledger) for line in found.lines}
    assert counted == {"received": (1, 1), "open": (0, 0), "closed": (1, 1), "declined": (0, 0),
                       "withdrawn": (0, 0), "merged": (0, 0)}  # fmt: skip


def test_a_closed_order_that_is_handled_again_is_open():
    order = order_in(build_town(), "closed")
    commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=timezone.now())
    lines = {line.name: line.rows for line in balance().lines}
    assert (lines["open"], lines["closed"], balance().agrees) == (1, 0, True)
