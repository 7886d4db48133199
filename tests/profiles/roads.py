"""Orders under a street's way of working, and what the ledger says of them."""

from dataclasses import replace

from django.utils import timezone

from portal.ledger.models import Entry
from portal.orders import commands
from portal.profiles.commands import publish
from portal.profiles.presets import PRESETS
from tests.support.town import SETUP, place_order


def switch(town, code, plan=None):
    """The street publishes a preset, for every kind of team that there is, or a plan of its own."""
    plan = plan or replace(PRESETS[code].plan, teams=())
    return publish(town.street, plan, preset=code, by=SETUP, at=timezone.now())


def steps_of(order):
    """The verbs and actors of its entries."""
    entries = Entry.objects.filter(subject=order.subject).order_by("seq")
    return [(entry.verb.removeprefix("order."), entry.actor.split(":")[-1]) for entry in entries]


def onward(town, order):
    """The next step of the main road by whoever has it; nothing once it has ended."""
    now = timezone.now()
    order.refresh_from_db()
    match order.state:
        case "placed":
            return commands.admit(order, by=town.clerk, at=now)
        case "admitted":
            return commands.dispatch(order, to=town.team, by=town.clerk, at=now)
        case "dispatched":
            return commands.accept(order, by=town.handler, at=now)
        case "accepted":
            given = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
            return commands.answer(order, **given, by=town.handler, at=now)
        case "answered":
            return commands.close(order, by=town.clerk, at=now)
    return None


def place_and_go(town, steps):
    """An order, so many steps by people on."""
    order = place_order(town)
    for _step in range(steps):
        order = onward(town, order) or order
    return order
