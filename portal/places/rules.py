"""Who may staff a body, and when a post can end. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Organisation, Post


def check_staffing(organisation: Organisation, person: User, by: Actor) -> None:
    """Only an administrator of the body's area, or the house itself, fills its posts. Raises Refused.

    Nobody fills or ends their own: else one person could write, approve and release alone.
    """
    if isinstance(by, Clock):
        return
    path = organisation.area.path
    if not isinstance(by, User) or not holds(by, [Role.ADMINISTRATOR], area_path=path):
        raise Refused(_("Only an administrator of this area can fill or end its posts."))
    if by.pk == person.pk:
        raise Refused(
            _("Nobody fills or ends posts of their own. Please ask another administrator.")
        )


def check_serves(person: User) -> None:
    """A resident's account holds no post: who serves has an account of their own. Raises Refused."""
    if person.is_resident:
        raise Refused(_("This is a resident's account. Please open an account for staff first."))


def check_end(post: Post, until: date) -> None:
    """A post that has ended stays ended, and none ends before it began. Raises Refused."""
    if post.until is not None:
        raise Refused(_("This post has ended already."))
    if until < post.since:
        raise Refused(_("A post cannot end before it began."))
