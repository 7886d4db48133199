"""Reading the trees."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from portal.people.roles import Role
from portal.places.models import Area, Organisation, Post

OWNING_KINDS = (
    Organisation.Kind.COMMUNITY,
    Organisation.Kind.SUBDISTRICT,
    Organisation.Kind.DISTRICT,
)
WORKING_KINDS = (
    Organisation.Kind.TEAM,
    Organisation.Kind.DEPARTMENT,
    Organisation.Kind.COMPANY,
)


def owner_of(area: Area) -> Organisation | None:
    """The body that owns what happens in an area: its community, else the nearest one above."""
    above = [area.path[: i + 1] for i, char in enumerate(area.path) if char == "/"]
    return (
        Organisation.objects.filter(kind__in=OWNING_KINDS, area__path__in=above)
        .order_by(Length("area__path").desc(), "code")
        .first()
    )


def units_serving(area: Area) -> QuerySet[Organisation]:
    """Bodies that can do the work here, with `handlers` in post today.

    Teams, departments and companies whose area holds this one; any other body when it has a handler.
    """
    above = [area.path[: i + 1] for i, char in enumerate(area.path) if char == "/"]
    in_post = Post.objects.held_on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), role=Role.HANDLER
    )
    counted = in_post.order_by().values("organisation").annotate(n=Count("pk")).values("n")
    return (
        Organisation.objects.filter(area__path__in=above)
        .annotate(handlers=Coalesce(Subquery(counted), 0))
        .filter(Q(kind__in=WORKING_KINDS) | Q(handlers__gt=0))
        .order_by(Length("area__path").desc(), "code")
    )
