"""Reading messages, always as seen by somebody. Writes nothing."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from portal.messages.models import Message, Silence
from portal.messages.words import Audience, Status
from portal.orders.models import Order
from portal.orders.queries import STAFF_ROLES
from portal.people.access import Person, reach
from portal.people.models import User

# Shown on the page of an order; the rest stands in its timeline.
MOST_SHOWN = 20


def visible_to(person: Person) -> QuerySet[Message]:
    """Clerks and coordinators: the messages about the orders of their area."""
    seen = reach(person, STAFF_ROLES, area="order__area__path", unit="order__unit_id")
    return Message.objects.filter(seen).select_related("order__area")


def to_me(person: User) -> QuerySet[Message]:
    """What this member of staff was told, newest first."""
    return Message.objects.filter(recipient=f"staff:{person.pk}").select_related("order")


def to_resident(order: Order) -> QuerySet[Message]:
    """What the resident of the order was told or would have been, newest first."""
    told = Message.objects.filter(order=order, audience=Audience.RESIDENT)
    return told.filter(recipient=f"resident:{order.pk}")[:MOST_SHOWN]


def is_silent(order: Order) -> bool:
    """Whether its resident wants no messages."""
    return Silence.objects.filter(order=order).exists()


@dataclass(frozen=True)
class Stuck:
    """How many messages were given up on one way, for one reason."""

    channel: str
    error: str
    count: int


def given_up() -> list[Stuck]:
    """For administrators: numbers only, whoever the messages were for."""
    rows = Message.objects.filter(status=Status.GIVEN_UP).values_list("channel", "error")
    counted = rows.annotate(count=Count("pk")).order_by("channel", "error")
    return [Stuck(channel, error, count) for channel, error, count in counted]
