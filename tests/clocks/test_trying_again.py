"""A clock that gave up on an order: who is told, who lets it try again, and what then happens."""

import pytest

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands
from portal.orders.clocks.parked import parked
from portal.orders.clocks.winding import wind
from portal.orders.commands.try_again import try_again
from portal.orders.models import Deadline
from portal.people.roles import Role
from tests.clocks.moments import deadline, march, now, words
from tests.support.town import order_in, person

SORRY = "ValueError turning.py:1"
EVERYBODY = ("clerk", "coordinator", "handler", "editor", "auditor", "administrator", "far")


@pytest.fixture
def stuck(town):
    """Nobody accepted it, and the clock failed to raise it."""
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.far = person("far", Role.ADMINISTRATOR, town.other_committee)
    order = order_in(town, "dispatched", at=march(9))
    rows = Deadline.objects.filter(order=order, kind="accept")
    rows.update(parked=SORRY, tries=5, wake_at=None)
    return order


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_lets_it_try_again(town, stuck, who):
    row, before = deadline(stuck, "accept"), Entry.objects.count()
    if who in ("coordinator", "administrator"):
        try_again(stuck, deadline=row.pk, by=getattr(town, who), at=march(12))
        assert (deadline(stuck, "accept").parked, words(stuck)[-1]) == ("", "clock_retried")
        return
    with pytest.raises(Refused):
        try_again(stuck, deadline=row.pk, by=getattr(town, who), at=march(12))
    assert (deadline(stuck, "accept").parked, Entry.objects.count()) == (SORRY, before)


def test_what_should_have_happened_then_happens_once(town, stuck):
    wind(at=march(11))
    assert now(stuck).state == "dispatched"
    row = deadline(stuck, "accept")
    try_again(stuck, deadline=row.pk, by=town.coordinator, at=march(11))
    wind(at=march(11, 10))
    wind(at=march(11, 11))
    assert words(stuck).count("escalated") == 1
    assert deadline(stuck, "accept").tries == 0


def test_one_that_told_everything_wakes_at_once(town, stuck):
    Deadline.objects.filter(order=stuck, kind="accept").update(
        warned={"blue": "x", "yellow": "x", "red": "x"}, colour="red"
    )
    row = deadline(stuck, "accept")
    try_again(stuck, deadline=row.pk, by=town.coordinator, at=march(12))
    wind(at=march(12))
    assert now(stuck).state == "escalated"


def test_a_verb_lets_it_try_again_as_well(town, stuck):
    told = {"blue": "x", "yellow": "x", "red": "x"}
    Deadline.objects.filter(order=stuck, kind="accept").update(warned=told, colour="red")
    asked = {"to": town.street_office, "what": "借梯子", "by": town.clerk, "at": march(12)}
    commands.ask_assist(stuck, **asked)
    wind(at=march(12))
    assert now(stuck).state == "escalated"


def test_what_has_acted_already_does_not_act_twice(town, stuck):
    Deadline.objects.filter(order=stuck, kind="accept").update(
        warned={"blue": "x", "red": "x"}, colour="red", lapsed_at=march(11)
    )
    try_again(stuck, deadline=deadline(stuck, "accept").pk, by=town.coordinator, at=march(12))
    wind(at=march(12))
    assert now(stuck).state == "dispatched"


def test_twice_is_refused(town, stuck):
    row = deadline(stuck, "accept")
    try_again(stuck, deadline=row.pk, by=town.coordinator, at=march(12))
    with pytest.raises(Refused, match="恢复"):
        try_again(stuck, deadline=row.pk, by=town.coordinator, at=march(12))


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_is_told(town, stuck, who):
    seen = who in ("coordinator", "administrator", "auditor")
    assert parked(getattr(town, who)).exists() is seen
    Deadline.objects.filter(order=stuck).update(stopped_at=march(12), wake_at=None)
    assert not parked(getattr(town, who)).exists()


@pytest.mark.parametrize("who", [*EVERYBODY, "anonymous"])
def test_the_page(client, town, stuck, who):
    if who != "anonymous":
        client.force_login(getattr(town, who))
    page = client.get("/admin/orders/clocks/")
    told = stuck.number in page.content.decode()
    assert told is (who in ("coordinator", "administrator", "auditor"))
    assert stuck.text not in page.content.decode()
    row = deadline(stuck, "accept")
    client.post(f"/admin/orders/clocks/{row.pk}/retry/")
    mended = deadline(stuck, "accept").parked == ""
    assert mended is (who in ("coordinator", "administrator"))
