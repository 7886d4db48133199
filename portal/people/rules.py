"""Who may open an account and renew a password. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds, roles_of
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Post


def check_account(username: str, by: Actor) -> None:
    """An administrator, or the house itself, opens accounts; each name is one person's. Raises Refused."""
    if not isinstance(by, Clock) and not _is_administrator(by):
        raise Refused(_("Only an administrator can open an account."))
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("This account name is taken. Please choose another."))


def check_password(person: User, by: Actor) -> None:
    """A forgotten password is renewed by an administrator over all posts of its owner. Raises Refused."""
    posts = Post.objects.filter(person=person).select_related("organisation__area")
    reached = isinstance(by, User) and all(
        holds(by, [Role.ADMINISTRATOR], area_path=post.organisation.area.path) for post in posts
    )
    closed = person.is_superuser or person.is_resident
    if closed or not reached or not _is_administrator(by):
        raise Refused(_("Only an administrator over all posts of this person can do this."))


def _is_administrator(by: Actor) -> bool:
    return isinstance(by, User) and Role.ADMINISTRATOR in roles_of(by)
