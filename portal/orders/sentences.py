"""What a person is told when an order stands where their step is not possible, and what to do instead."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.orders.models import Order
from portal.orders.states import WITH_HANDLER, State, Verb


def wrong_state(order: Order, verb: Verb) -> str | Promise:
    """The sentence of the refusal."""
    if verb == Verb.ACCEPT and order.state in WITH_HANDLER:
        return _("Somebody else has already accepted this order.")
    if verb == Verb.WITHDRAW:
        return _not_withdrawn(order)
    if verb == Verb.RATE:
        return _("There is no answer to rate yet.")
    return _("“%(verb)s” is not possible while the order is “%(state)s”.") % {
        "verb": verb.label,
        "state": State(order.state).label,
    }


def _not_withdrawn(order: Order) -> str:
    """DESIGN 5 lets a resident withdraw until somebody has accepted; here is what to do afterwards."""
    match order.state:
        case State.ACCEPTED | State.ANSWERED:
            return _("Somebody is already working on it, so it can no longer be withdrawn.")
        case State.SUSPENDED:
            why = _("It is suspended until %(day)s and cannot be withdrawn before that.")
        case State.ESCALATED:
            why = _("It was raised to %(owner)s and can no longer be withdrawn.")
        case State.MERGED:
            why = _(
                "It is handled together with a neighbour's order and cannot be withdrawn alone."
            )
        case _ended:
            return _("The order has ended.")
    told = {"owner": order.owner.name, "phone": order.owner.phone, "day": order.review_on or "–"}
    return f"{why % told}{_instead(order) % told}"


def _instead(order: Order) -> str:
    """Whom to tell; without a number there is the button that asks to be rung up."""
    if order.owner.phone:
        return _(" If you no longer need it, call %(owner)s: %(phone)s.")
    return _(" If you no longer need it, press “Please ring me” and tell %(owner)s.")
