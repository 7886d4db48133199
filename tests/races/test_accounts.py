"""Two at once: one account for a phone, one account for an order, deleted while an order comes in."""

import pytest
from django.utils import timezone

from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.tie import tie
from portal.orders.models import Order
from portal.people.models import User
from portal.residents.commands import enter
from portal.residents.models import Phone
from tests.races.running import parted, together
from tests.support.town import build_town, place_order

MINE, OTHERS = "13800138000", "13900139000"
NOW = timezone.now


@pytest.fixture
def order(real_database):
    return place_order(build_town())


def test_one_phone_verified_on_two_devices_at_once_is_one_account(real_database):
    build_town()
    done, refused, failed = parted(together(*[lambda: enter(MINE, at=NOW())] * 4))
    assert (len(done), refused, failed) == (4, [], [])
    assert len({person.pk for person in done}) == 1
    assert User.objects.filter(is_resident=True).count() == Phone.objects.count() == 1
    assert Entry.objects.filter(verb="account.opened").count() == 1


def test_two_who_have_the_code_do_not_both_get_the_order(order):
    people = [enter(MINE, at=NOW()), enter(OTHERS, at=NOW())]
    deeds = [lambda p=p: tie(order, code=order.query_code, by=p, at=NOW()) for p in people]
    done, refused, failed = parted(together(*deeds))
    assert (len(done), len(refused), failed) == (1, 1, [])
    assert Order.objects.get().account_id == done[0].account_id
    assert Entry.objects.filter(verb="order.tied").count() == 1


def test_the_same_person_twice_at_once_is_once(order):
    person = enter(MINE, at=NOW())
    deeds = [lambda: tie(order, by_phone=True, by=person, at=NOW())] * 2
    done, refused, failed = parted(together(*deeds))
    assert (len(done), refused, failed) == (2, [], [])
    assert Entry.objects.filter(verb="order.tied").count() == 1


def test_an_account_deleted_meanwhile_leaves_no_order_behind_a_locked_door(order):
    person = enter(MINE, at=NOW())
    together(
        lambda: tie(order, code=order.query_code, by=person, at=NOW()),
        lambda: leave_account(person, by=person, at=NOW()),
    )
    assert Order.objects.get().account_id is None or User.objects.filter(pk=person.pk).exists()
    assert verify().fault is None
