"""Who may open an account. Reads, never writes."""

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import roles_of
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role


def check_account(username: str, by: Actor) -> None:
    """An administrator, or the house itself, opens accounts; each name is one person's. Raises Refused."""
    if not isinstance(by, Clock) and not (
        isinstance(by, User) and Role.ADMINISTRATOR in roles_of(by)
    ):
        raise Refused(_("Only an administrator can open an account."))
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("This account name is taken. Please choose another."))
