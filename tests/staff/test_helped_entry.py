"""Orders that staff write down: who may, what was agreed to, settled on the spot, the code once."""

import uuid

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands
from portal.orders.models import Agreed, Agreement, Channel, Consent, Order, Origin
from portal.orders.queries import may_see_contact
from portal.people.roles import Role
from portal.places.commands import appoint
from tests.support.town import SETUP, SINCE

BOTH = {Agreed.PASS_ON.value: True, Agreed.PUBLISH.value: True}
SETTLED = commands.Settled(spoken_with="王先生", done="当场拧紧了", finished_by="今天")


def intake(town, who, **more):
    given = {
        "key": uuid.uuid4(), "matter": town.matter, "area": town.community, "text": "三楼灯不亮",
        "contact_phone": "13800138000", "channel": Channel.VISIT, "helped_by": who, "agreed": BOTH,
    }  # fmt: skip
    return commands.Intake(**given | more)


def both_posts(town):
    """A grid worker: clerk of the community and handler in its team."""
    appoint(town.clerk, organisation=town.team, role=Role.HANDLER, since=SINCE, by=SETUP,
            at=timezone.now())  # fmt: skip
    return town.clerk


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("clerk", True), ("coordinator", True), ("handler", True), ("other_clerk", False),
     ("other_handler", False), ("editor", False), ("auditor", False)],
)  # fmt: skip
def test_who_may_write_down(town, who, allowed):
    person = getattr(town, who)
    if allowed:
        order = commands.place(intake(town, person), by=person, at=timezone.now())
        assert order.helped_by == person
    else:
        with pytest.raises(Refused):
            commands.place(intake(town, person), by=person, at=timezone.now())
        assert not Order.objects.exists()


def test_nobody_writes_down_in_anothers_name(town):
    with pytest.raises(Refused):
        commands.place(intake(town, town.clerk), by=town.coordinator, at=timezone.now())


def test_the_ledger_says_channel_origin_and_help(town):
    given = intake(town, town.clerk, origin=Origin.STAFF)
    order = commands.place(given, by=town.clerk, at=timezone.now())
    details = Entry.objects.get(subject=order.subject, verb="order.placed").details
    assert (details["channel"], details["origin"], details["helped"]) == ("visit", "staff", True)


def test_what_was_agreed_to_is_kept_with_who_and_when(town):
    agreed, now = {Agreed.PASS_ON.value: False, Agreed.PUBLISH.value: True}, timezone.now()
    order = commands.place(intake(town, town.clerk, agreed=agreed), by=town.clerk, at=now)
    kept = Agreement.objects.filter(order=order).values_list("to", "given", "by", "at")
    by = town.clerk.pk
    assert set(kept) == {("pass_on", False, by, now), ("publish", True, by, now)}


@pytest.mark.parametrize(
    ("origin", "phone", "agreed", "enough"),
    [
        (Origin.RESIDENT, "13800138000", BOTH, True),
        (Origin.RESIDENT, "13800138000", {"publish": True}, False),
        (Origin.RESIDENT, "", {"publish": False}, True),
        (Origin.RESIDENT, "", {}, False),
        (Origin.STAFF, "", {}, True),
        (Origin.STAFF, "13800138000", {"pass_on": True}, False),
    ],
)
def test_the_resident_was_asked(town, origin, phone, agreed, enough):
    given = intake(town, town.clerk, origin=origin, contact_phone=phone, agreed=agreed)
    if enough:
        commands.place(given, by=town.clerk, at=timezone.now())
    else:
        with pytest.raises(Refused):
            commands.place(given, by=town.clerk, at=timezone.now())


@pytest.mark.parametrize("given", [True, False])
def test_contact_goes_on_only_as_agreed(town, as_, given):
    agreed, now = BOTH | {Agreed.PASS_ON.value: given}, timezone.now()
    order = commands.place(intake(town, town.clerk, agreed=agreed), by=town.clerk, at=now)
    order = commands.admit(order, by=town.clerk, at=now)
    order = commands.dispatch(order, to=town.team, by=town.clerk, at=now)
    order = commands.accept(order, by=town.handler, at=now)
    assert may_see_contact(town.handler, order) is given
    assert may_see_contact(town.clerk, order)
    page = as_("handler").get(f"/desk/{order.number}/").content.decode()
    assert ("13800138000" in page) is given


def test_settled_on_the_spot_takes_the_whole_road(town):
    worker = both_posts(town)
    given = intake(town, worker)
    order = commands.capture(given, settled=SETTLED, by=worker, at=timezone.now())
    steps = Entry.objects.filter(subject=order.subject).order_by("seq")
    assert [step.verb for step in steps] == [
        "order.placed", "order.admitted", "order.dispatched", "order.accepted", "order.answered",
    ]  # fmt: skip
    assert {step.actor for step in steps} == {f"staff:{worker.pk}"}
    assert (order.state, order.unit, order.handler) == ("answered", town.team, worker)
    again = commands.capture(given, settled=SETTLED, by=worker, at=timezone.now())
    assert (again.pk, steps.count(), Order.objects.count()) == (order.pk, 5, 1)


@pytest.mark.parametrize("who", ["clerk", "handler"])
def test_one_part_alone_settles_nothing(town, who):
    person = getattr(town, who)
    with pytest.raises(Refused):
        commands.capture(intake(town, person), settled=SETTLED, by=person, at=timezone.now())
    assert not Order.objects.exists()
    assert commands.capture(intake(town, person), by=person, at=timezone.now()).state == "placed"


def test_without_a_word_on_what_was_done_nothing_is_written(town):
    worker = both_posts(town)
    empty = commands.Settled(spoken_with="王先生", done=" ", finished_by="今天")
    with pytest.raises(Refused):
        commands.capture(intake(town, worker), settled=empty, by=worker, at=timezone.now())
    assert not Order.objects.exists()


def test_the_code_is_shown_once_and_only_to_the_helper(town):
    now = timezone.now()
    order = commands.place(intake(town, town.clerk), by=town.clerk, at=now)
    with pytest.raises(Refused):
        commands.hand_over(order, by=town.coordinator, at=now)
    assert commands.hand_over(order, by=town.clerk, at=now) == order.query_code
    with pytest.raises(Refused):
        commands.hand_over(order, by=town.clerk, at=now)
    assert Entry.objects.filter(subject=order.subject, verb="order.code_shown").count() == 1


def test_a_residents_own_order_has_no_code_to_show(town):
    key = uuid.uuid4()
    given = commands.Intake(key=key, matter=town.matter, area=town.community, text="灯不亮",
                            consent=Consent.NONE)  # fmt: skip
    order = commands.place(given, by=SETUP, at=timezone.now())
    with pytest.raises(Refused):
        commands.hand_over(order, by=town.clerk, at=timezone.now())
