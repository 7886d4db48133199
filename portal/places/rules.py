"""Who may staff a body, and when a post can end. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Cover, Organisation, Post

# Work on orders can be lent; writing, approving and appointing cannot: one person would do both.
LENT = frozenset({Role.CLERK, Role.HANDLER, Role.COORDINATOR})
# Ours: whoever is away longer is relieved, and somebody appointed.
LONGEST_COVER = timedelta(days=60)


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


def check_cover(post: Post, deputy: User, since: date, until: date, by: Actor, today: date) -> None:
    """A person names a colleague of the same body for the days they are away. Raises Refused."""
    if not isinstance(by, User) or by.pk != post.person_id:
        raise Refused(_("Only whoever holds the post can name a deputy for it."))
    if post.role not in LENT or not Post.objects.held_on(today).filter(pk=post.pk).exists():
        raise Refused(_("For this post nobody can stand in."))
    if not since <= until or until < today or until - since > LONGEST_COVER:
        raise Refused(_("Please give the first and the last day; at most 60 days."))
    if deputy.pk == by.pk or not deputy.is_active or not _colleagues(post, deputy, today):
        raise Refused(_("A deputy is a colleague who serves the same body."))
    if Cover.objects.filter(post=post, since__lte=until, until__gte=since).exists():
        raise Refused(_("Somebody stands in on these days already. Please end that first."))


def check_end_of_cover(cover: Cover, by: Actor) -> None:
    """Back early: whoever is covered, or covers, ends it. Raises Refused."""
    if not isinstance(by, User) or by.pk not in (cover.post.person_id, cover.deputy_id):
        raise Refused(_("Only the two colleagues themselves can end this."))


def _colleagues(post: Post, deputy: User, today: date) -> bool:
    theirs = Post.objects.held_on(today).filter(person=deputy)
    return theirs.filter(organisation=post.organisation_id).exists()
