"""Who may write an order down for a resident, where, and settle it on the spot. Writes nothing.

`check…` raises Refused with the sentence the person is shown.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import Agreed, Origin
from portal.people.access import Person, holds, posts_of
from portal.people.actors import Actor
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Area, Organisation
from portal.places.queries import paths_above
from portal.services.models import Matter

# Clerks at the window, coordinators on a visit, grid workers and handlers on their round.
ENTERING = frozenset({Role.CLERK, Role.COORDINATOR, Role.HANDLER})
STAFF = (Role.CLERK, Role.COORDINATOR)


def areas_of(person: Person) -> QuerySet[Area]:
    """The communities for which this person may write orders down: those on the line of a post."""
    within = Q(pk__in=[])
    for path in _paths(person):
        within |= Q(path__startswith=path) | Q(path__in=paths_above(path))
    return Area.objects.filter(within, takes_orders=True).select_related("parent").order_by("path")


def check_helper(helper: User, area: Area, by: Actor) -> None:
    """Staff write down what they themselves were told, where they serve. Raises Refused."""
    if not isinstance(by, User) or by.pk != helper.pk:
        raise Refused(_("Only whoever was told an order writes it down."))
    line = (area.path.startswith(path) or path.startswith(area.path) for path in _paths(by))
    if not any(line):
        raise Refused(_("You do not serve this community, so you cannot order for its residents."))


def check_agreed(origin: str, phone: str, agreed: Mapping[str, bool]) -> None:
    """A resident who told it was asked; what is not answered is not agreed to. Raises Refused.

    Where staff noticed it themselves and nobody left a telephone number, there is nobody to ask.
    """
    if phone and Agreed.PASS_ON not in agreed:
        raise Refused(_("Please ask whether the contact data may go to the unit."))
    if (phone or origin == Origin.RESIDENT) and Agreed.PUBLISH not in agreed:
        raise Refused(_("Please ask whether progress and outcome may be shown."))


def settling_unit(person: Person, area: Area, matter: Matter) -> Organisation | None:
    """The person's own unit that can do it there: the one whose kind fits the matter, else the first."""
    units = [
        post.organisation
        for post in posts_of(person)
        if post.role == Role.HANDLER and area.path.startswith(post.organisation.area.path)
    ]
    fitting = [unit for unit in units if unit.team_kind == matter.team_kind.code]
    return next(iter([*fitting, *units]), None)


def can_settle(person: Person) -> bool:
    """Whether the person has both parts that the table asks for; good for a page, not for a row."""
    units = [post.organisation for post in posts_of(person) if post.role == Role.HANDLER]
    return any(holds(person, STAFF, area_path=unit.area.path) for unit in units)


def _paths(person: Person) -> list[str]:
    return [post.organisation.area.path for post in posts_of(person) if post.role in ENTERING]
