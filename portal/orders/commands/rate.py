"""评单: the resident's word on the answer; a bad one opens a redo, the second raises the order."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands import word
from portal.orders.commands.locking import lock_with_lead
from portal.orders.models import Heard, Order
from portal.orders.states import Verb
from portal.people.actors import Resident


@transaction.atomic
def rate(
    order: Order,
    *,
    solved: str,
    satisfied: int,
    comment: str = "",
    consent: str = "",
    heard: Heard = Heard.CODE,
    by: Resident,
    at: datetime,
) -> Order:
    """Rate this round's answer, one's own or the shared one, and say whether it may be shown.

    "No", or the two lowest levels, open one redo; the second time raises the order one level
    (DESIGN 5). Raises Refused when there is no answer, it is rated already, or 30 days are over.
    """
    order, lead = lock_with_lead(order)
    rules.check(order, Verb.RATE, by)
    said = word.Word(solved, satisfied, comment, consent)
    word.check(order, lead, said, at=at)
    word.keep(order, lead, said, heard=heard, by=by, at=at)
    return order
