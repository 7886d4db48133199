"""The resident says anew whether progress and outcome may be shown; it can be taken back at any time."""

from datetime import datetime

from django.db import transaction

from portal.orders import sharing_rules
from portal.orders.commands.beats import log, save
from portal.orders.commands.locking import lock_with_lead
from portal.orders.commands.sharing import settle_consent
from portal.orders.models import Order
from portal.people.actors import Resident


@transaction.atomic
def change_consent(order: Order, *, consent: str, by: Resident, at: datetime) -> Order:
    """Change one's wish; the shared outcome follows the strictest wish of all its reporters.

    Raises Refused when it is somebody else's order, or no such wish.
    """
    order, lead = lock_with_lead(order)
    sharing_rules.check_wish(order, consent, by)
    if order.consent == consent:
        return order
    order.consent = consent
    others = order.merged_orders.values_list("consent", flat=True)
    order.outcome_consent = sharing_rules.strictest([consent, *others])
    save(order, at, "consent", "outcome_consent")
    log("consent_changed", order, by=by, at=at, own=consent, outcome=order.outcome_consent)
    if order.pk != lead.pk:
        settle_consent(lead, by=by, at=at)
    return order
