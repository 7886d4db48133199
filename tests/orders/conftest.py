"""One town for a whole file of tests that leave nothing behind."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from portal.orders.models import Order
from portal.orders.states import State
from tests.orders.cast import cast_of
from tests.support.town import build_town, order_in

# No built verb leads there; the row is put there so that the way out can be tried.
BY_HAND = ("suspended", "merged")
HUNG = {
    "suspended": lambda orders: {"review_on": "2030-01-01", "resumes_to": "admitted"},
    "merged": lambda orders: {"merged_into": orders["placed"]},
}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """The town, everybody in it, and one order in every state; undone after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = build_town()
        orders = {state: order_in(town, state) for state in State.values if state not in BY_HAND}
        for state in BY_HAND:
            orders[state] = order_in(town, "withdrawn" if state == "merged" else "admitted")
            Order.objects.filter(pk=orders[state].pk).update(state=state, **HUNG[state](orders))
            orders[state].refresh_from_db()
        yield SimpleNamespace(town=town, orders=orders, cast=cast_of(town))
        transaction.set_rollback(True)


@pytest.fixture
def undone(stage):
    """What a test does on the stage is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
