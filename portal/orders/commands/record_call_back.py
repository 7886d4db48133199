"""回访: the community rings the resident and asks how it was; not reached is not satisfied."""

from datetime import datetime

from django.db import transaction

from portal.orders import rules
from portal.orders.commands import word
from portal.orders.commands.beats import log
from portal.orders.commands.locking import lock_with_lead
from portal.orders.models import CallBack, Heard, Order
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def record_call_back(
    order: Order, *, reached: bool, solved: str = "", satisfied: int = 0, comment: str = "",
    note: str = "", by: User, at: datetime,
) -> Order:  # fmt: skip
    """Record one attempt; who was reached has rated, in their own words, and nobody else has.

    Two attempts at least four hours apart come before "not reached" (DOMAIN 3.3). Raises Refused
    to whoever handled it, too soon after the last attempt, and for a rating without a resident.
    """
    order, lead = lock_with_lead(order)
    rules.check(order, Verb.RECORD_CALL_BACK, by)
    said = word.Word(solved, satisfied, comment)
    calls = CallBack.objects.filter(
        order=order, round=lead.round, lead=None if order.pk == lead.pk else lead
    )
    word.check_open(order, lead, at=at)
    rules.check_call_back(lead, [call.at for call in calls], by, at)
    rules.check_reached(reached, solved, satisfied)
    if reached:
        word.check(order, lead, said, at=at)
    rules.check_collectable(note)
    call = CallBack.objects.create(
        order=order, lead=None if order.pk == lead.pk else lead, round=lead.round,
        attempt=len(calls) + 1, reached=reached, note=note.strip(), by=by, at=at,
    )  # fmt: skip
    log("called_back", order, by=by, at=at, round=lead.round, attempt=call.attempt, reached=reached)
    if reached:
        word.keep(order, lead, said, heard=Heard.CALL_BACK, call=call, by=by, at=at)
    return order
