"""Orders that are handled together, warnings, suspensions: who is told, in whose number."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from portal.ledger.append import append
from portal.ledger.models import Entry
from portal.messages.models import Message
from portal.orders import commands
from portal.orders.clocks.winding import wind
from portal.orders.models import Deadline, Order
from portal.people.roles import Role
from portal.places.models import Organisation
from tests.clocks.moments import march
from tests.messages.telling import of, told
from tests.support.town import order_in, person, place_order

DUE = timezone.make_aware(datetime.datetime(2026, 12, 1, 17, 30))


def entry(verb, order, **details):
    """What the clock or a clerk wrote into the ledger."""
    with transaction.atomic():
        append(verb, order.subject, by="clock:deadline", at=timezone.now(), details=details)


def test_everybody_whose_order_is_carried_is_told_in_their_own_number(town):
    lead, neighbour, stranger = (
        order_in(town, "accepted"), place_order(town, contact_phone="13800138001"), place_order(town),
    )  # fmt: skip
    Order.objects.filter(pk=neighbour.pk).update(state="merged", merged_into=lead, ended_at=DUE)
    told()
    entry("order.answered", lead, round=1)
    told()
    for order in (lead, neighbour):
        message = of(order)[-1]
        assert message.event == "order.answered"
        assert order.number in message.text
        assert message.recipient == f"resident:{order.pk}"
    assert of(stranger)[-1].event == "order.placed"


@pytest.mark.parametrize("verb", ["order.placed", "order.merged", "order.unmerged"])
def test_what_concerns_one_order_is_told_to_one(town, verb):
    lead, neighbour = place_order(town), place_order(town)
    Order.objects.filter(pk=neighbour.pk).update(state="merged", merged_into=lead, ended_at=DUE)
    told()
    before = len(of(neighbour))
    entry(verb, lead)
    told()
    assert len(of(neighbour)) == before


@pytest.mark.parametrize(
    ("colour", "audiences"),
    [("blue", {"handler"}), ("yellow", {"handler", "clerk"}),
     ("red", {"handler", "clerk", "coordinator"}), ("green", set())],
)  # fmt: skip
def test_warnings_go_to_staff_by_colour(town, colour, audiences):
    order = order_in(town, "accepted")
    Order.objects.filter(pk=order.pk).update(due_at=DUE)
    entry("order.warned", order, kind="answer", colour=colour)
    told()
    warned = Message.objects.filter(event__startswith="order.warned")
    assert {message.audience for message in warned} == audiences
    assert all("2026-12-01 17:30" in message.text for message in warned)
    assert {m.recipient for m in warned if m.audience == "handler"} <= {f"staff:{town.handler.pk}"}


@pytest.fixture
def helped(town):
    """Two units at one order, the second one's part placed on a Monday in March."""
    second = Organisation.objects.create(
        code="gy-lift", name="桂雨电梯队", kind=Organisation.Kind.TEAM, area=town.community,
        parent=town.committee,
    )  # fmt: skip
    town.helper = person("helper", Role.HANDLER, second)
    town.second_helper = person("second-helper", Role.HANDLER, second)
    order = order_in(town, "accepted", at=march(9))
    commands.record_contact(order, note="已联系", by=town.handler, at=march(9))
    commands.ask_assist(order, to=second, what="借梯子", by=town.clerk, at=march(9))
    return order


@pytest.mark.parametrize(
    ("taken", "whom"), [(False, {"helper", "second_helper"}), (True, {"helper"})]
)
def test_a_warning_about_a_part_goes_to_the_unit_that_helps(town, helped, taken, whom):
    part = helped.assists.get()
    if taken:
        commands.accept_assist(helped, assist=part, by=town.helper, at=march(9))
    due = Deadline.objects.get(order=helped, kind="assist").due_at
    wind(at=due)
    warned = [e for e in Entry.objects.filter(verb="order.warned") if e.details["kind"] == "assist"]
    assert {(e.details["unit"], e.details["assist"]) for e in warned} == {("gy-lift", part.pk)}
    told()
    about = Message.objects.filter(seq__in=[e.seq for e in warned], audience="handler")
    assert {m.recipient for m in about} == {f"staff:{getattr(town, who).pk}" for who in whom}
    local = timezone.localtime(due).strftime("%Y-%m-%d %H:%M")
    assert all(local in m.text and f"/desk/assist/{part.pk}/" in m.text for m in about)


def test_a_warning_about_the_order_still_goes_to_who_leads(town, helped):
    wind(at=Deadline.objects.get(order=helped, kind="answer").blue_at)
    warned = [e for e in Entry.objects.filter(verb="order.warned") if e.details["kind"] == "answer"]
    assert all("unit" not in e.details for e in warned)
    told()
    about = Message.objects.filter(seq__in=[e.seq for e in warned], audience="handler")
    assert {m.recipient for m in about} == {f"staff:{town.handler.pk}"}


def test_a_suspension_names_its_review_date(town):
    order = place_order(town)
    entry("order.suspended", order, review="2026-12-15")
    told()
    assert "2026-12-15" in of(order)[-1].text


def test_another_unit_is_asked_to_help(town):
    order = order_in(town, "accepted")
    entry("order.assist_asked", order, unit="ts-team", assist=1)
    told()
    asked = Message.objects.filter(event="order.assist_asked")
    assert {m.recipient for m in asked} == {f"staff:{town.other_handler.pk}"}


@pytest.mark.parametrize(
    ("verb", "who", "says"),
    [("order.assist_done", "handler", "听松维修队"), ("order.assist_given_back", "handler", "听松维修队"),
     ("order.assist_cancelled", "other_handler", "取消")],
)  # fmt: skip
def test_how_the_help_ended(town, verb, who, says):
    order = order_in(town, "accepted")
    entry(verb, order, unit="ts-team", assist=1)
    told()
    (message,) = Message.objects.filter(event=verb)
    assert message.recipient == f"staff:{getattr(town, who).pk}"
    assert says in message.text


@pytest.mark.parametrize(("time_class", "urgent"), [("urgent", True), ("ordinary", False)])
def test_an_urgent_order_is_told_at_night_too(town, time_class, urgent):
    order = place_order(town)
    Order.objects.filter(pk=order.pk).update(time_class=time_class)
    told()
    assert of(order)[0].urgent is urgent
