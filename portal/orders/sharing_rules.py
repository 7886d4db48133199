"""When orders share one outcome (并案), and whether it may be shown. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import states
from portal.orders.models import Consent, Order
from portal.orders.rules import STAFF_ROLES
from portal.orders.states import State
from portal.people.access import holds
from portal.people.actors import Actor, Resident
from portal.people.models import User


def check_merge(order: Order, lead: Order, by: User) -> None:
    """Both are open, of one line of owners, and the one that leads stands no lower. Raises Refused."""
    if order.pk == lead.pk:
        raise Refused(_("An order cannot be merged into itself."))
    if lead.state == State.MERGED:
        raise Refused(_("That order was merged itself. Choose the one it was merged into."))
    if lead.state not in states.LEADING:
        raise Refused(_("That order has ended or waits for its own resident."))
    if not holds(by, STAFF_ROLES, area_path=lead.area.path):
        raise Refused(_("That order does not lie in your area."))
    if lead.level < order.level:
        raise Refused(_("That order stands on a lower level. Merge it the other way round."))
    if not order.owner.area.path.startswith(lead.owner.area.path):
        raise Refused(_("That order belongs to another community."))


def check_unmerge(rated: bool) -> None:
    """A reporter who has rated the shared answer belongs to it. Raises Refused."""
    if rated:
        raise Refused(_("The resident has already rated the shared answer."))


def check_wish(order: Order, consent: str, by: Actor) -> None:
    """Only its reporter says whether an outcome may be shown, and says one of two. Raises Refused."""
    if not (isinstance(by, Resident) and by.order_id == order.pk):
        raise Refused(_("This order is not yours to work on."))
    if consent not in Consent.values:
        raise Refused(_("Please choose whether progress and outcome may be shown."))


def strictest(wishes: Iterable[str]) -> Consent:
    """What is shared is shown as the most careful of all who share it wants."""
    return Consent.NONE if Consent.NONE in set(wishes) else Consent.ANONYMOUS
