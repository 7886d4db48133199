"""延期: more time for an answer, once, for a reason that the resident reads."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import rules
from portal.orders.clocks import schedule, turning
from portal.orders.clocks.kinds import WHOLE
from portal.orders.commands.beats import lock, log, remark, save
from portal.orders.models import Deadline, Order
from portal.orders.states import Verb
from portal.people.actors import actor_code
from portal.people.models import User
from portal.worktime import queries
from portal.worktime.deadlines import Extension
from portal.worktime.models import Limit
from portal.worktime.rules import check_extension
from portal.worktime.words import Step


@transaction.atomic
def extend(order: Order, *, amount: int, reason: str, by: User, at: datetime) -> Order:
    """Give the answer more time, once, within the limit of the order's class (DOMAIN 11).

    Whoever grants it approves it. Raises Refused without a reason, a second time, above the limit,
    when the time is up already, or when the class knows no extension.
    """
    order, known = lock(order), queries.calendars()
    rules.check(order, Verb.EXTEND, by)
    running = turning.running(order)
    row = next((row for row in running if row.kind in WHOLE), None)
    if row is None:
        raise Refused(_("No time for an answer is running that could be extended."))
    limit = Limit.objects.filter(time_class__code=row.time_class, step=Step.EXTENSION).first()
    check_extension(row.terms, amount=amount, limit=limit, reason=reason, at=at, calendars=known)
    _grant(row, Extension(amount, "remark", actor_code(by), at))
    schedule.fit(row, known, calm=row.yellow_at is None)
    schedule.untold(row)
    row.save(update_fields=turning.COLUMNS)
    save(order, at)
    turning.carry(order, running)
    remark(order, Verb.EXTEND, reason, by=by, at=at)
    log("extended", order, by=by, at=at, kind=row.kind, amount=amount)
    return order


def _grant(row: Deadline, extension: Extension) -> None:
    # The words stand in the order's remark, where they can be erased with it.
    row.hold(row.terms.extended(extension))
