"""What was taken back from the street is never owned there."""

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.orders import commands
from portal.people.roles import Role
from portal.places.models import Organisation
from portal.services.kinds import Duty
from portal.services.queries import owner_of
from portal.services.rules import check_owner
from tests.support.town import order_in, person, place_order


@pytest.fixture
def department(town):
    district = town.street.parent
    return Organisation.objects.create(
        code="zj", name="区住建局", kind="department", area=district,
        parent=town.street_office.parent,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "owner", "level"),
    [("basic", "gy", 0), ("assist", "gy", 0), ("reclaimed", "qinghe", 2)],
)
def test_who_owns_an_order(town, duty, owner, level):
    town.matter.duty = duty
    order = place_order(town)
    assert (order.owner.code, order.level) == (owner, level)


def test_a_department_owns_what_is_its_own(town, department):
    town.matter.duty, town.matter.owner = Duty.RECLAIMED, department
    order = place_order(town)
    assert (order.owner, order.level) == (department, 2)


def test_the_owner_costs_one_question(town, django_assert_num_queries):
    for duty in Duty.values:
        town.matter.duty = duty
        with django_assert_num_queries(1):
            assert owner_of(town.matter, town.community)


@pytest.mark.parametrize("kind", ["community", "street", "district", "department"])
@pytest.mark.parametrize("duty", Duty.values)
def test_who_may_own_it(town, department, duty, kind):
    bodies = {"community": town.committee, "street": town.street_office, "department": department,
              "district": town.street_office.parent}  # fmt: skip
    town.matter.duty = duty
    if duty == Duty.RECLAIMED and kind in ("community", "street"):
        with pytest.raises(Refused, match="上级收回"):
            check_owner(town.matter, bodies[kind])
    else:
        check_owner(town.matter, bodies[kind])


def test_two_bad_ratings_do_not_hand_it_down(town, department):
    town.matter.duty, town.matter.owner = Duty.RECLAIMED, department
    town.matter.save()
    # Staff of the district, not of the community, decide about it.
    town.clerk = person("district-clerk", Role.CLERK, town.street_office.parent)
    order = order_in(town, "escalated")
    assert order.owner == department
    assert order.level == 2


def test_the_community_does_not_decide_about_it(town):
    town.matter.duty = Duty.RECLAIMED
    with pytest.raises(Refused):
        commands.admit(place_order(town), by=town.clerk, at=timezone.now())
    town.matter.duty = Duty.BASIC
    assert commands.admit(place_order(town), by=town.clerk, at=timezone.now()).state == "admitted"


def taken_back(town):
    town.matter.duty = Duty.RECLAIMED
    town.matter.save()


@pytest.mark.parametrize(
    ("duty", "owner", "level"), [("basic", "ws", 1), ("reclaimed", "qinghe", 2)]
)
def test_what_was_taken_back_meanwhile_rises_past_the_street(town, duty, owner, level):
    order = order_in(town, "admitted")
    town.matter.duty = duty
    town.matter.save()
    raised = commands.escalate(order, reason="街道也办不了", by=town.clerk, at=timezone.now())
    assert (raised.owner.code, raised.level) == (owner, level)


@pytest.mark.parametrize("verb", ["dispatch", "reroute"])
@pytest.mark.parametrize(("to", "refused"), [("street_office", True), ("zj", False)])
def test_what_was_taken_back_is_not_handed_to_the_street(town, department, verb, to, refused):
    taken_back(town)
    town.clerk = person("district-clerk", Role.CLERK, town.street_office.parent)
    order = order_in(town, "admitted" if verb == "dispatch" else "dispatched")
    unit = department if to == "zj" else town.street_office
    given = {"to": unit, "by": town.clerk, "at": timezone.now()}
    given |= {"reason": "那边更近"} if verb == "reroute" else {}
    if refused:
        with pytest.raises(Refused, match="上级收回"):
            getattr(commands, verb)(order, **given)
        town.matter.duty = Duty.BASIC
        town.matter.save()
    assert getattr(commands, verb)(order, **given).unit == unit
