"""Reading the trees."""

from collections.abc import Collection
from functools import cache

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from portal.people.roles import Role
from portal.places.models import Area, Organisation, Post
from portal.prepared import Read

OWNING_KINDS = (
    Organisation.Kind.COMMUNITY,
    Organisation.Kind.SUBDISTRICT,
    Organisation.Kind.DISTRICT,
)
LEVELS = {kind: level for level, kind in enumerate(OWNING_KINDS)}
# A department owns only what was taken back from the street: it stands beside the district.
LEVELS[Organisation.Kind.DEPARTMENT] = LEVELS[Organisation.Kind.DISTRICT]
WORKING_KINDS = (
    Organisation.Kind.TEAM,
    Organisation.Kind.DEPARTMENT,
    Organisation.Kind.COMPANY,
)


def owner_of(area: Area, kinds: Collection[str] = OWNING_KINDS) -> Organisation | None:
    """The body that owns what happens in an area: its community, else the nearest one above."""
    return _owners(tuple(kinds)).first(*paths_above(area.path))


def paths_above(path: str) -> list[str]:
    """The paths of the area and of every area it is part of."""
    return [path[: i + 1] for i, char in enumerate(path) if char == "/"]


@cache
def _owners(kinds: tuple[str, ...]) -> Read[Organisation]:
    """The nearest body of these kinds in any of the areas that are given by their paths."""
    return Read(
        lambda *paths: Organisation.objects.filter(kind__in=kinds, area__path__in=paths).order_by(
            Length("area__path").desc(), "code"
        )[:1]
    )


def level_of(owner: Organisation) -> int:
    """0 for the community, 1 for the street, 2 for the district."""
    return LEVELS[Organisation.Kind(owner.kind)]


def owner_above(owner: Organisation) -> Organisation | None:
    """The body one level up that what is raised goes to; None when there is none."""
    above = owner.parent
    while above is not None and LEVELS.get(Organisation.Kind(above.kind), 0) <= level_of(owner):
        above = above.parent
    return above


def units_serving(area: Area, *, within: Area | None = None) -> QuerySet[Organisation]:
    """Bodies that can do the work here, with `handlers` in post today.

    Teams, departments and companies whose area holds this one; any other body when it has a handler.
    `within` adds those of a larger area: whoever owns it there may send any of its own.
    """
    where = Q(area__path__in=paths_above(area.path))
    if within is not None:
        where |= Q(area__path__startswith=within.path)
    in_post = Post.objects.held_on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), role=Role.HANDLER
    )
    counted = in_post.order_by().values("organisation").annotate(n=Count("pk")).values("n")
    return (
        Organisation.objects.filter(where)
        .annotate(handlers=Coalesce(Subquery(counted), 0))
        .filter(Q(kind__in=WORKING_KINDS) | Q(handlers__gt=0))
        .order_by(Length("area__path").desc(), "code")
    )
