"""What the home page tells of the house; asks the other rooms' queries, never their tables."""

from django import template
from django.db.models import QuerySet

from portal.cases import queries as cases
from portal.cases.models import Case
from portal.orders import queries as orders

register = template.Library()


@register.simple_tag
def latest_outcomes(count: int) -> QuerySet[Case]:
    """The newest public cases."""
    return cases.latest(count)


@register.simple_tag
def public_figures() -> dict[str, int]:
    """How many orders were received and closed."""
    return orders.public_figures()
