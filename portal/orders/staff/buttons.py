"""The buttons of an order: those that would be refused stand there too and say why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from portal.orders import rules
from portal.orders.acting import Action
from portal.orders.models import Order
from portal.orders.staff.actions import IN_ROW
from portal.people.models import User


@dataclass(frozen=True)
class Button:
    """One button; `why_not` is the sentence of the refusal, "" where it would go through."""

    label: str | Promise
    url: str
    why_not: str
    icon: str
    on_road: bool = False


# Buttons of rooms that read orders; orders know no reader, so each brings its own.
BESIDE: list[Callable[[Order, User], Button]] = []


def beside(order: Order, person: User) -> list[Button]:
    """What other rooms offer for this order."""
    return [offer(order, person) for offer in BESIDE]


def buttons_for(
    order: Order, person: User, actions: Iterable[Action], *, back_to: str = ""
) -> list[Button]:
    """Every action as a button, in the order given; what may be done is asked of the rules.

    One that the street leaves to the house stands there only while it is needed.
    """
    query = f"?{urlencode({'next': back_to})}" if back_to else ""
    asked = [(action, rules.why_not(order, action.verb, person)) for action in actions]
    return [
        Button(
            label=order.verb_label(action.verb),
            url=reverse("order_staff:act", args=[order.number, action.verb.value]) + query,
            why_not=why_not,
            icon=action.icon,
            on_road=action.verb in IN_ROW,
        )
        for action, why_not in asked
        if not (why_not and action.verb in order.plan.by_itself)
    ]
