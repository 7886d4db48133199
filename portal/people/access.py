"""The one place that answers "may this person do this to that row". Deny by default.

It knows posts, areas and units; it must not know what a row means.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.people.models import User
from portal.people.roles import UNIT_ROLES, Role
from portal.places.models import Cover, Post
from portal.prepared import Read

Person = User | AnonymousUser


def _held(person: int, day: date) -> QuerySet[Post]:
    lent = Cover.objects.running_on(day).filter(deputy=person, post__person__is_active=True)
    mine = Q(person=person) | Q(pk__in=lent.values("post"))
    return Post.objects.held_on(day).filter(mine).select_related("organisation__area")


HELD = Read(_held)


def posts_of(person: Person) -> list[Post]:
    """The posts held today, none for a resident; read once per person object, so once per request."""
    if not isinstance(person, User) or not person.is_active or person.is_resident:
        return []
    posts: list[Post] | None = getattr(person, "_posts", None)
    if posts is None:
        posts = HELD.rows(person.pk, timezone.localdate())
        person._posts = posts  # type: ignore[attr-defined]
    return posts


def roles_of(person: Person) -> frozenset[Role]:
    """Every role held anywhere; good for menus, never enough for a row."""
    return frozenset(Role(post.role) for post in posts_of(person))


def stands_for(person: Person, absent_id: int | None, unit_id: int | None) -> bool:
    """Whether the person is that handler of the unit, or stands in for them today."""
    return absent_id is not None and any(
        post.person_id == absent_id and post.organisation_id == unit_id
        for post in posts_of(person)
        if post.role in UNIT_ROLES
    )


def stood_for(person: Person) -> list[int]:
    """The handlers whose work is this person's today: their own, and that of those who are away."""
    return [post.person_id for post in posts_of(person) if post.role in UNIT_ROLES]


def holds(
    person: Person,
    roles: Iterable[Role],
    *,
    area_path: str = "",
    unit_ids: Collection[int | None] = (),
) -> bool:
    """Whether the person holds one of the roles over the row at `area_path`, held by `unit_ids`."""
    wanted = frozenset(roles)
    for post in posts_of(person):
        if post.role not in wanted:
            continue
        if post.role in UNIT_ROLES:
            if post.organisation_id in unit_ids:
                return True
        elif area_path.startswith(post.organisation.area.path):
            return True
    return False


def reach(
    person: Person, roles: Iterable[Role], *, area: str = "area__path", unit: str = "unit_id"
) -> Q:
    """The filter of the rows over which the person holds one of the roles; matches none without."""
    wanted = frozenset(roles)
    query = Q(pk__in=[])
    for post in posts_of(person):
        if post.role not in wanted:
            continue
        if post.role in UNIT_ROLES:
            query |= Q(**{unit: post.organisation_id})
        else:
            query |= Q(**{f"{area}__startswith": post.organisation.area.path})
    return query
