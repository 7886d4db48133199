"""Deadlines on which the clock failed to the end, for the people who may let it try again. Writes nothing."""

from django.db.models import QuerySet

from portal.orders.models import Deadline
from portal.people.access import Person, reach
from portal.people.roles import Role

MENDERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
WATCHERS = MENDERS | {Role.AUDITOR}


def parked(person: Person) -> QuerySet[Deadline]:
    """What the clock gave up on where this person watches, the longest overdue first."""
    mine = reach(person, WATCHERS, area="order__owner__area__path")
    rows = Deadline.objects.filter(mine, stopped_at__isnull=True).exclude(parked="")
    return rows.select_related("order__owner__area", "assist__unit").order_by("due_at", "pk")
