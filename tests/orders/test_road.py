"""The main road and the helpers that walk it."""

import pytest

from portal.ledger.verify import verify
from portal.orders.reconciliation import balance
from portal.orders.states import State
from tests.support.town import build_town, order_in


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_every_offered_state_is_reached_by_verbs(state):
    order = order_in(build_town(), state)
    assert order.state == state
    assert verify().fault is None
    assert balance().agrees
