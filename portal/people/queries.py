"""Reading accounts, as seen by an administrator."""

from django.db.models import Q, QuerySet

from portal.people.access import Person, reach
from portal.people.models import User
from portal.people.roles import Role


def accounts_under(person: Person) -> QuerySet[User]:
    """Those with a post in the administrator's area, and those without any post; no residents."""
    reached = reach(person, [Role.ADMINISTRATOR], area="posts__organisation__area__path")
    return User.objects.filter(reached | Q(posts=None), is_resident=False).distinct()
