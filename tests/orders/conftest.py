"""One town for a whole file of tests that leave nothing behind."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from portal.orders.models import Assist
from portal.orders.states import State
from tests.orders.cast import cast_of
from tests.support.town import build_town, order_in

# Where the part of a second unit may be open.
HELPED = ("admitted", "dispatched", "accepted", "escalated", "suspended")


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """The town, everybody in it, and one order in every state; undone after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = build_town()
        orders = {state: order_in(town, state) for state in State.values}
        helped = {state: order_in(town, state) for state in HELPED}
        for order in helped.values():
            help_asked(town, order)
        leads = {
            level: order_in(town, state) for level, state in enumerate(("admitted", "escalated"))
        }
        yield SimpleNamespace(
            town=town, orders=orders, helped=helped, leads=leads, cast=cast_of(town)
        )
        transaction.set_rollback(True)


def help_asked(town, order):
    """A part of the street office's, put there by hand: it may outlive the state it was asked in."""
    return Assist.objects.create(
        order=order, unit=town.street_office, what="借一部升降车", asked_by=town.clerk,
        asked_at=order.changed_at,
    )  # fmt: skip


@pytest.fixture
def undone(stage):
    """What a test does on the stage is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
