"""Which way of working is in force where, and who may set one. Writes nothing."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from portal.people.access import Person, reach
from portal.people.roles import Role
from portal.places.models import Area, Organisation
from portal.places.queries import level_of, owner_above, paths_above
from portal.prepared import Read
from portal.profiles.models import Profile
from portal.profiles.plans import HOUSE, Plan

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
KINDS = (Organisation.Kind.SUBDISTRICT, Organisation.Kind.DISTRICT)
IN_FORCE = Read(
    lambda *paths: Profile.objects.filter(area__path__in=paths).order_by(
        Length("area__path").desc(), "-version"
    )[:1]
)


def in_force(area: Area) -> Profile | None:
    """The newest version of the area itself or the nearest above it; None: the house's own road."""
    return IN_FORCE.first(*paths_above(area.path))


def plan_in_force(area: Area) -> Plan:
    """What holds for an order placed here now."""
    profile = in_force(area)
    return profile.plan if profile else HOUSE


def version_of(area: Area) -> int:
    """The number of the area's own newest version, 0 where it has none."""
    found = Profile.objects.filter(area=area).order_by("-version").first()
    return found.version if found else 0


def newest() -> QuerySet[Profile]:
    """The version in force of every area that has one of its own."""
    last = Profile.objects.filter(area=OuterRef("area")).order_by("-version").values("pk")[:1]
    return Profile.objects.filter(pk=Subquery(last))


def areas_kept_by(person: Person) -> QuerySet[Area]:
    """The streets and districts whose way of working this person sets: within their own area."""
    offices = Organisation.objects.filter(kind__in=KINDS).values("area")
    kept = reach(person, KEEPERS, area="path")
    return Area.objects.filter(kept, pk__in=offices).order_by("path")


def next_owner(plan: Plan, owner: Organisation) -> Organisation | None:
    """The body that a raised order goes to: the nearest above in the plan's chain, never below.

    From the community it always rises, be the chain's body missing; None where the chain ends.
    """
    above = nearest = owner_above(owner)
    while above is not None and above.kind not in plan.escalation:
        above = owner_above(above)
    return above or (nearest if level_of(owner) == 0 else None)
