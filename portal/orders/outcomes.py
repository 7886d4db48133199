"""What became of the orders of each matter, in numbers, for the public menu; never of a person."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from portal.orders.models import Order, Satisfied
from portal.orders.states import State
from portal.services.figures import Figures

YEAR = timedelta(days=365)


def by_matter(at: datetime) -> dict[int, Figures]:
    """Closed orders of the last twelve months and their last rating, matter by matter; one query.

    DOMAIN 3.3: satisfied are the three upper levels; who did not rate stays out of the rate.
    """
    last = Q(ratings__round=F("redo_count") + 1)
    month = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Order.objects.filter(state=State.CLOSED, ended_at__gt=at - YEAR, ended_at__lte=at)
        .order_by()
        .values("matter_id")
        .annotate(
            this_month=Count("pk", filter=Q(ended_at__gte=month), distinct=True),
            done=Count("pk", distinct=True),
            rated=Count("ratings", filter=last),
            satisfied=Count("ratings", filter=last & Q(ratings__satisfied__gte=Satisfied.FAIRLY)),
        )
    )
    return {row.pop("matter_id"): Figures(**row) for row in rows}
