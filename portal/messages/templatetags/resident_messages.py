"""`{% resident_messages order %}`: what the resident was told, on a page that knows orders only."""

from typing import Any

from django import template

from portal.messages import queries
from portal.orders.models import Order

register = template.Library()


@register.inclusion_tag("orders/messages.html", takes_context=True)
def resident_messages(context: dict[str, Any], order: Order) -> dict[str, Any]:
    """The messages, whether or not they were sent, and the choice to get none; two queries."""
    return {
        "order": order,
        "told": queries.to_resident(order),
        "silent": queries.is_silent(order),
        "csrf_token": context.get("csrf_token"),
    }
