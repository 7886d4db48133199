"""Reading the menu, and who owns what is ordered from it."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from portal.places.models import Area, Organisation
from portal.places.queries import owner_of as nearest_owner
from portal.prepared import Read
from portal.services.kinds import Duty, Way
from portal.services.models import Category, Matter
from portal.worktime.models import Limit
from portal.worktime.queries import limits
from portal.worktime.words import Step


@dataclass(frozen=True)
class Pace:
    """How fast a matter goes, as its time class says."""

    contact: Limit | None
    answer: Limit | None


MENU = Read(
    lambda day: Matter.objects.offered(day).select_related("category", "team_kind", "area", "owner")
)


def offered() -> list[Matter]:
    """Every matter on the menu today, category by category; one query."""
    return MENU.rows(timezone.localdate())


def of_audience(matters: list[Matter], audience: str) -> list[Matter]:
    """What this audience can order."""
    return [matter for matter in matters if matter.audience == audience]


def in_area(matters: list[Matter], area: str) -> list[Matter]:
    """What is offered in the area of this code: everywhere, or there by name."""
    return [m for m in matters if not area or m.area is None or m.area.code == area]


def by_category(matters: list[Matter]) -> list[tuple[Category, list[Matter]]]:
    """The same matters under their categories."""
    return [(category, list(group)) for category, group in groupby(matters, _category)]


def _category(matter: Matter) -> Category:
    return matter.category


def ways_of(matters: list[Matter]) -> list[tuple[Way, int]]:
    """The ways of service among these, each with how many matters it has."""
    counted = [(way, sum(matter.way == way for matter in matters)) for way in Way]
    return [(way, number) for way, number in counted if number]


def areas_of(matters: list[Matter]) -> list[Area]:
    """The areas that have matters of their own among these."""
    found = {matter.area.code: matter.area for matter in matters if matter.area}
    return [found[code] for code in sorted(found)]


def paces() -> dict[str, Pace]:
    """By the code of the time class: within what the first contact and the answer come; one query."""
    found = limits()
    codes = {code for code, _step in found}
    return {
        code: Pace(found.get((code, Step.CONTACT)), found.get((code, Step.ANSWER)))
        for code in codes
    }


def owner_of(matter: Matter, area: Area) -> Organisation | None:
    """Who owns an order of this matter there; one query.

    The nearest body of the place. What was taken back never goes to the street or the community: it is
    the matter's own department, else the district (S4: 职责清单).
    """
    if matter.duty != Duty.RECLAIMED:
        return nearest_owner(area)
    return matter.owner or nearest_owner(area, kinds=(Organisation.Kind.DISTRICT,))
