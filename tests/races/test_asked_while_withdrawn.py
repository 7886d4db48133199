"""Staff ask that an order be shown at the moment its resident takes the wish back, or it closes."""

import pytest
from django.utils import timezone

from portal.cases import commands as cases
from portal.cases.models import Case
from portal.cases.queries import public
from portal.errors import Refused
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.models import Order
from tests.cases.record import MATTER, follow, shown_under_way
from tests.races.running import as_read_before, parted, together
from tests.support.town import build_town, order_in, resident_of

NOW = timezone.now()
ROUNDS = 4


@pytest.fixture
def town(real_database):
    return build_town()


def ask(town, order):
    return cases.ask(order, **MATTER, by=town.clerk, at=NOW)


def take_back(order):
    return commands.change_consent(order, consent="none", by=resident_of(order), at=NOW)


def test_whoever_comes_first_nothing_becomes_public(town):
    for _round in range(ROUNDS):
        order = order_in(town, "accepted")
        deeds = (lambda o=order: ask(town, o), lambda o=order: take_back(o))
        passed, refused, fell = parted(together(*deeds))
        assert (len(passed) + len(refused), fell) == (2, [])
        assert Order.objects.get(pk=order.pk).outcome_consent == "none"
        follow()
        for case in Case.objects.filter(number=order.number):
            assert (case.live, case.disclosure) == (False, "not")
            with pytest.raises(Refused, match="不愿公开"):
                cases.submit(case, by=town.editor)
    assert not public().exists()
    assert verify().fault is None


def test_the_wish_is_read_under_the_lock(town):
    seen_before = order_in(town, "accepted")
    take_back(seen_before)
    with pytest.raises(Refused, match="不愿公开"):
        ask(town, seen_before)


def test_red_the_row_that_the_screen_showed_is_asked_for_against_the_wish(town, monkeypatch):
    seen_before = order_in(town, "accepted")
    take_back(seen_before)
    monkeypatch.setattr(cases, "lock", as_read_before)
    assert ask(town, seen_before).number == seen_before.number


def test_released_and_taken_back_at_once_it_is_not_public(town):
    for _round in range(ROUNDS):
        case = cases.submit(ask(town, order_in(town, "accepted")), by=town.editor)
        order = Order.objects.get(number=case.number)
        deeds = (
            lambda c=case: cases.approve(c, by=town.reviewer),
            lambda o=order: take_back(o),
        )
        _passed, _refused, fell = parted(together(*deeds))
        assert fell == []
        assert not public().exists()
        follow()
        case.refresh_from_db()
        assert not case.live


def test_two_who_ask_at_once_make_one_case(town):
    for _round in range(ROUNDS):
        order = order_in(town, "accepted")
        deeds = [
            lambda o=order, by=by: cases.ask(o, **MATTER, by=by, at=NOW)
            for by in (town.clerk, town.coordinator)
        ]
        passed, refused, fell = parted(together(*deeds))
        assert (len(passed), len(refused), fell) == (1, 1, [])
        assert Case.objects.filter(number=order.number).count() == 1


def test_asked_for_while_it_closes_there_is_one_case(town):
    for _round in range(ROUNDS):
        order = order_in(town, "answered")
        deeds = (
            lambda o=order: ask(town, o),
            lambda o=order: commands.close(o, by=town.clerk, at=NOW),
        )
        passed, refused, fell = parted(together(*deeds))
        assert (len(passed) + len(refused), fell) == (2, [])
        follow()
        case = Case.objects.get(number=order.number)
        assert (case.standing, case.live) == ("closed", False)


def test_closed_while_the_follower_comes_round_it_is_the_same_case(town):
    for _round in range(ROUNDS):
        case = shown_under_way(town, "answered")
        order = Order.objects.get(number=case.number)
        together(follow, lambda o=order: commands.close(o, by=town.clerk, at=NOW), follow)
        follow()
        assert Case.objects.get(number=order.number).standing == "closed"
