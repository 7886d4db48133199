"""What a second unit's part of an order asks for (协办). Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import Assist, AssistState, Order
from portal.orders.states import Verb
from portal.people.access import holds
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Organisation


def check_not_helping(to: Organisation, order: Order) -> None:
    """A unit is asked for one part at a time, and does not help itself. Raises Refused."""
    if order.assists.filter(unit=to, state__in=Assist.OPEN).exists():
        raise Refused(_("This unit is helping with the order already."))


def check_no_help(order: Order) -> None:
    """While another unit's part is open, the matter is not finished. Raises Refused."""
    if order.assists.filter(state__in=Assist.OPEN).exists():
        raise Refused(_("Another unit is still helping. Wait for it, or call the help off first."))


def check_some_help(order: Order) -> None:
    """There is a part of another unit to speak of. Raises Refused."""
    if not order.assists.filter(state__in=Assist.OPEN).exists():
        raise Refused(_("No other unit is helping with this order."))


def check_assist(assist: Assist, verb: Verb, by: User) -> None:
    """The part stands where the verb needs it, and is this person's to touch. Raises Refused."""
    if not assist.is_open:
        raise Refused(_("This request has ended already."))
    if verb == Verb.CANCEL_ASSIST:
        return
    if not holds(by, [Role.HANDLER], unit_ids=(assist.unit_id,)):
        raise Refused(_("Your unit was not asked for this."))
    if assist.handler_id not in (None, by.pk):
        raise Refused(_("A colleague has accepted this request and is doing it."))
    if verb == Verb.ACCEPT_ASSIST and assist.state != AssistState.ASKED:
        raise Refused(_("You have accepted this request already."))
    if verb == Verb.FINISH_ASSIST and assist.state != AssistState.ACCEPTED:
        raise Refused(_("Please accept the request first."))
