"""Since when an order stands in public: whoever publishes brings the answer, orders know none."""

from collections.abc import Callable
from datetime import datetime

from portal.orders.models import Order

Answer = Callable[[Order], datetime | None]
# Whether anything of it is public, under way or closed; whether the outcome is.
ASKED: list[Answer] = []
TOLD: list[Answer] = []


def shown_since(order: Order) -> datetime | None:
    """The moment it was published; None while it is not public."""
    return _first(ASKED, order)


def told_since(order: Order) -> datetime | None:
    """The moment its outcome was published; None while that is not public."""
    return _first(TOLD, order)


def _first(answers: list[Answer], order: Order) -> datetime | None:
    return next((at for ask in answers if (at := ask(order))), None)
