"""Moments in Beijing, what the clocks of an order say, and one scene told by its ledger."""

from datetime import datetime

from portal.ledger.models import Entry
from portal.orders.clocks.winding import wind
from portal.orders.models import Deadline, Order
from portal.worktime.hours import BEIJING


def march(day, hour=9, minute=0):
    """A moment in March 2026; the 9th is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=BEIJING)


def kinds(order):
    """The kinds of deadlines that run."""
    return set(running(order).values_list("kind", flat=True))


def running(order):
    return Deadline.objects.filter(order=order, stopped_at__isnull=True).order_by("pk")


def deadline(order, kind):
    return Deadline.objects.filter(order=order, kind=kind).order_by("-pk").first()


def told(order):
    """The story as the ledger has it: when, what, which details."""
    entries = Entry.objects.filter(subject=order.subject).order_by("seq")
    return [(entry.at_text, entry.verb, entry.details_text, entry.actor) for entry in entries]


def words(order):
    """The ledger's words of this order, warnings with their kind and colour."""
    entries = Entry.objects.filter(subject=order.subject).order_by("seq")
    return [_word(entry) for entry in entries]


def _word(entry):
    said = entry.details
    word = entry.verb.removeprefix("order.")
    return f"{word} {said['kind']} {said['colour']}" if word == "warned" else word


def now(order):
    return Order.objects.get(pk=order.pk)


def until(at, *, steps=None):
    """Let the time pass: in one go, or pass by pass."""
    for moment in [*(steps or []), at]:
        wind(at=moment)
