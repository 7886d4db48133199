"""协办: the lead unit stays responsible; a second unit is asked for one part of the matter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.orders import helping_rules, rules
from portal.orders.commands.beats import lock, log, save
from portal.orders.models import Assist, Order
from portal.orders.states import Verb
from portal.people.models import User
from portal.places.models import Organisation


@transaction.atomic
def ask_assist(order: Order, *, to: Organisation, what: str, by: User, at: datetime) -> Order:
    """Ask another unit to do a part. The order cannot be answered until that part has ended.

    Raises Refused when nothing is asked, the unit leads already or helps already, or lies elsewhere.
    """
    order = lock(order)
    rules.check(order, Verb.ASK_ASSIST, by)
    rules.check_other_unit(to, order)
    rules.check_unit(to, order)
    helping_rules.check_not_helping(to, order)
    rules.check_text(what, _("Please write what the unit should do."))
    rules.check_collectable(what)
    assist = Assist.objects.create(
        order=order, unit=to, what=what.strip(), asked_by=by, asked_at=at
    )
    save(order, at)
    log("assist_asked", order, by=by, at=at, unit=to.code, assist=assist.pk)
    return order
