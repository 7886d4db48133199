"""撤销并案: it was another matter after all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import rules, sharing_rules
from portal.orders.commands.beats import log, remark
from portal.orders.commands.locking import lock_with_lead
from portal.orders.commands.sharing import part, settle_consent
from portal.orders.models import Order, Rating
from portal.orders.states import Verb
from portal.people.models import User


@transaction.atomic
def unmerge(order: Order, *, reason: str, by: User, at: datetime) -> Order:
    """Take an order out of the one it was merged into; it is the owner's again, of the higher level.

    Raises Refused without a reason, and once its reporter has accepted the shared answer.
    """
    order, lead = lock_with_lead(order)
    rules.check(order, Verb.UNMERGE, by)
    rules.check_text(reason, _("Please write why they do not belong together."))
    rated = Rating.objects.filter(order=order, lead=lead, round=lead.round).exists()
    sharing_rules.check_unmerge(rated)
    remark(order, Verb.UNMERGE, reason, by=by, at=at)
    part(order, lead, cause="by_hand", by=by, at=at)
    log("parted", lead, by=by, at=at, other=order.number)
    settle_consent(lead, by=by, at=at)
    return order
