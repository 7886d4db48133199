"""Open orders from before there were clocks get theirs, once."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from portal.ledger.models import Entry
from portal.orders import commands
from portal.orders.clocks.reading import why_no_clock
from portal.orders.clocks.winding import DEADLINES
from portal.orders.commands.begin_clocks import begin_clocks, unclocked
from portal.orders.models import Deadline, Order
from portal.places.models import Organisation
from tests.clocks.moments import deadline, kinds, march, now, words
from tests.support.town import order_in

OPEN = {
    "placed": {"dispatch", "answer"}, "admitted": {"dispatch", "answer"},
    "dispatched": {"accept", "answer"}, "accepted": {"contact", "answer"},
    "answered": {"rating"}, "returned": {"supplement"}, "suspended": {"review"},
    "escalated": {"dispatch", "redo"},
}  # fmt: skip
NOTHING = {"time_class": "", "due_at": None, "due_kind": "", "colour": ""}


def helping(town):
    """A second unit of the community."""
    return Organisation.objects.create(
        code="gy-lift", name="桂雨电梯队", kind=Organisation.Kind.TEAM, area=town.community,
        parent=town.committee,
    )  # fmt: skip


def forget(order):
    """As if it had been placed before there were clocks."""
    Deadline.objects.filter(order=order).delete()
    Order.objects.filter(pk=order.pk).update(**NOTHING)
    return order


@pytest.mark.parametrize("state", OPEN)
def test_every_open_order_gets_the_clocks_of_its_state(town, state):
    order = forget(order_in(town, state, at=march(9)))
    at = march(11)
    assert begin_clocks(order, by=DEADLINES, at=at)
    assert kinds(order) == OPEN[state]
    assert why_no_clock(now(order)) == ""
    assert now(order).state == state
    assert words(order)[-1] == "clocks_begun"


@pytest.mark.parametrize("state", ["closed", "declined", "withdrawn"])
def test_what_has_ended_gets_none(town, state):
    forget(order_in(town, state, at=march(9)))
    assert list(unclocked()) == []


def test_the_answer_is_promised_from_the_day_of_the_order_and_steps_from_now(town):
    order = forget(order_in(town, "dispatched", at=march(9)))
    begin_clocks(order, by=DEADLINES, at=march(11))
    assert deadline(order, "answer").started_at == march(9)
    assert deadline(order, "accept").started_at == march(11)
    nearest = min(row.due_at for row in Deadline.objects.filter(order=order))
    assert now(order).due_at == nearest


def test_open_assists_get_theirs(town):
    order = order_in(town, "accepted", at=march(9))
    commands.ask_assist(order, to=helping(town), what="借梯子", by=town.clerk, at=march(9))
    forget(order)
    begin_clocks(order, by=DEADLINES, at=march(11))
    assert kinds(order) == {"contact", "answer", "assist"}
    assert deadline(order, "assist").assist == order.assists.get()


def test_the_action_runs_once_and_again_changes_nothing(town):
    for state in ("placed", "accepted"):
        forget(order_in(town, state))
    watched = order_in(town, "dispatched")
    told = StringIO()
    call_command("begin_clocks", stdout=told)
    entries, rows = Entry.objects.count(), Deadline.objects.count()
    call_command("begin_clocks", stdout=told)
    assert told.getvalue().splitlines() == [
        "2 orders have clocks now.",
        "0 orders have clocks now.",
    ]
    assert (Entry.objects.count(), Deadline.objects.count()) == (entries, rows)
    assert "clocks_begun" not in words(watched)


def test_one_whose_class_sets_no_limit_is_asked_once_and_says_so(town):
    order = forget(order_in(town, "placed", at=march(9)))
    town.matter.time_class.limits.all().delete()
    assert begin_clocks(order, by=DEADLINES, at=march(9) + datetime.timedelta(days=1))
    assert not begin_clocks(order, by=DEADLINES, at=march(11))
    assert "时限" in str(why_no_clock(now(order)))


def test_a_verb_before_the_run_hides_no_order_from_it(town):
    order = forget(order_in(town, "accepted", at=march(9)))
    commands.record_contact(order, note="已联系", by=town.handler, at=march(10))
    assert (now(order).time_class, kinds(order)) == ("ordinary", set())
    assert begin_clocks(order, by=DEADLINES, at=march(11))
    assert kinds(order) == {"answer"}
    assert not begin_clocks(order, by=DEADLINES, at=march(11))


def test_the_part_of_another_unit_that_has_a_clock_keeps_it(town):
    order = forget(order_in(town, "accepted", at=march(9)))
    asked = {"to": helping(town), "what": "借梯子", "by": town.clerk, "at": march(10)}
    commands.ask_assist(order, **asked)
    assert begin_clocks(order, by=DEADLINES, at=march(11))
    assert kinds(order) == {"contact", "answer", "assist"}
