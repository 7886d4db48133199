"""What a turn reads of the database while it holds its order."""

from django.db import connection

from portal.orders.models import Deadline, Order
from portal.prepared import Read

RUNNING = Read(
    lambda order: Deadline.objects.filter(order=order, stopped_at__isnull=True).order_by("pk")
)
LIMITS = """
    SELECT step, amount, unit FROM worktime_limit
    JOIN worktime_timeclass ON worktime_timeclass.id = time_class_id WHERE code = %s
"""


def running(order: Order) -> list[Deadline]:
    """The deadlines of an order that have not been stopped."""
    return RUNNING.rows(order.pk)


def limits(time_class: str) -> dict[str, tuple[int, str]]:
    """What a time class allows: amount and unit, by step."""
    with connection.cursor() as cursor:
        cursor.execute(LIMITS, [time_class])
        return {step: (amount, unit) for step, amount, unit in cursor.fetchall()}
