"""What became of the orders of each matter, in numbers, for the public menu; never of a person."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from portal.orders.models import Order, Satisfied
from portal.orders.states import State
from portal.services.figures import Figures

YEAR = timedelta(days=365)
# The last rating of an order's own answer, or of the answer it was merged into.
LAST = Q(ratings__lead__isnull=True, ratings__round=F("redo_count") + 1, state=State.CLOSED) | Q(
    ratings__lead=F("merged_into"), ratings__round=F("merged_into__redo_count") + 1
)


def by_matter(at: datetime) -> dict[int, Figures]:
    """Closed orders of the last twelve months and what every reporter said; one query.

    DOMAIN 3.3: satisfied are the three upper levels; who did not rate stays out of the rate.
    """
    year = (at - YEAR, at)
    month = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    closed = Q(state=State.CLOSED)
    rows = (
        Order.objects.filter(
            (closed & Q(ended_at__range=year))
            | Q(merged_into__state=State.CLOSED, merged_into__ended_at__range=year)
        )
        .order_by()
        .values("matter_id")
        .annotate(
            this_month=Count("pk", filter=closed & Q(ended_at__gte=month), distinct=True),
            done=Count("pk", filter=closed, distinct=True),
            rated=Count("ratings", filter=LAST),
            satisfied=Count("ratings", filter=LAST & Q(ratings__satisfied__gte=Satisfied.FAIRLY)),
        )
    )
    columns = ("matter_id", "this_month", "done", "rated", "satisfied")
    return {matter: Figures(*numbers) for matter, *numbers in rows.values_list(*columns)}
