"""When a message may go, how often, and when to stop trying. Plain values in, nothing written.

The numbers are ours (no rule was found): a phone that rings at night, or six times a day, is switched off.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds, roles_of
from portal.people.actors import Actor
from portal.people.models import User
from portal.people.roles import Role

# Text messages wait from 21:00 to 08:00 in Beijing, unless urgent.
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)
DIGEST_AT = time(8, 30)
# Messages sent to one resident about one order on one day.
MOST_A_DAY = 4
# What happened longer ago is shown and not sent: a new installation follows the ledger from its start.
OLD = timedelta(hours=72)
# Tries 1, 2, 4 … minutes apart, then every two hours; about a working day in all.
MOST_ATTEMPTS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
# A provider may ask for more patience than ours, but not for ever.
MOST_PATIENCE = timedelta(hours=24)


def is_night(at: datetime) -> bool:
    """Whether text messages wait at this moment."""
    now = timezone.localtime(at).time()
    return now >= NIGHT_BEGINS or now < NIGHT_ENDS


def is_old(happened: datetime, at: datetime) -> bool:
    """Whether it is too late to tell."""
    return at - happened > OLD


def wait_after(attempts: int, asked: int | None = None) -> timedelta:
    """How long to wait after so many tries; at least what the provider asked for (seconds)."""
    own = min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 10), LONGEST_WAIT)
    return max(own, min(timedelta(seconds=asked or 0), MOST_PATIENCE))


def is_hopeless(attempts: int, final: bool) -> bool:
    """Whether to give up: the provider refused for good, or every try was used."""
    return final or attempts >= MOST_ATTEMPTS


def digest_day(at: datetime) -> str | None:
    """The day whose digest is due at this moment, None before half past eight."""
    now = timezone.localtime(at)
    return now.date().isoformat() if now.time() >= DIGEST_AT else None


def check_editing(by: Actor) -> None:
    """Templates are written by administrators. Raises Refused."""
    if not isinstance(by, User) or Role.ADMINISTRATOR not in roles_of(by):
        raise Refused(_("Only an administrator can change the templates."))


def check_retrying(by: Actor, area_path: str) -> None:
    """Whoever answers for the order's area, or an administrator. Raises Refused."""
    roles = (Role.CLERK, Role.COORDINATOR)
    if not isinstance(by, User) or not (
        Role.ADMINISTRATOR in roles_of(by) or holds(by, roles, area_path=area_path)
    ):
        raise Refused(_("Only staff of the order's area can send a message again."))
