"""Who may load a calendar, what a calendar must say, and how much time may be added. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import roles_of
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.worktime.calendars import Calendars
from portal.worktime.deadlines import Deadline
from portal.worktime.models import Limit
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status

# A year has about 250; a sheet that leaves fewer names days off where it means workdays.
FEWEST_WORKED = 200


def check_loading(by: Actor) -> None:
    """Only an administrator, or the house itself, loads a calendar. Raises Refused."""
    if isinstance(by, Clock):
        return
    if not isinstance(by, User) or Role.ADMINISTRATOR not in roles_of(by):
        raise Refused(_("Only an administrator can load a working calendar."))


def check_notice(notice: Notice, calendars: Calendars) -> None:
    """A notice names its source, and its year has days off and enough workdays. Raises Refused."""
    if notice.status == Status.OFFICIAL and not notice.source.strip():
        raise Refused(_("Say which notice the days come from."))
    if not any(special.kind == Kind.HOLIDAY for special in notice.days.values()):
        raise Refused(_("The sheet names no day off. Nothing was loaded."))
    if len(calendars.worked(notice.year)) < FEWEST_WORKED:
        raise Refused(_("With this sheet the year has too few workdays. Nothing was loaded."))


def check_seen(seen: int | None, version: int) -> None:
    """What is confirmed is what was previewed: nobody has loaded the year meanwhile. Raises Refused."""
    if seen is not None and seen != version:
        raise Refused(_("Somebody else has loaded this year meanwhile. Look at the changes again."))


def check_extension(
    deadline: Deadline, *, amount: int, limit: Limit | None, reason: str, at: datetime,
    calendars: Calendars,
) -> None:  # fmt: skip
    """One extension with its reason, within the class's limit, before the time is up (DOMAIN 11).

    Raises Refused.
    """
    if limit is None:
        raise Refused(_("The deadline of this kind of matter cannot be extended."))
    if deadline.extensions:
        raise Refused(_("This deadline has been extended once already."))
    if not reason.strip():
        raise Refused(_("Say why more time is needed; the resident reads it."))
    if limit.unit != deadline.unit or not 0 < amount <= limit.amount:
        words = _("It can be extended by at most %(limit)s.")
        raise Refused(words % {"limit": f"{limit.amount} {limit.get_unit_display()}"})
    if at >= deadline.due(calendars).at:
        raise Refused(_("The time is up already. Ask before it is."))
