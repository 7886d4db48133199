"""Whom an event concerns: the residents of an order, or those who act next. Reads, never writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.messages.words import Audience
from portal.orders.models import Assist, Order
from portal.people.roles import Role
from portal.places.models import Area, Organisation, Post

# A raised order is looked for among the coordinators from the owner's level up.
ROLES = {Audience.CLERK: Role.CLERK, Audience.COORDINATOR: Role.COORDINATOR}


@dataclass(frozen=True)
class Staff:
    """The persons who are told, and the body they serve."""

    people: tuple[int, ...] = ()
    organisation: str = ""


def staff_for(audience: str, order: Order, unit_code: str, today: date) -> Staff:
    """Who acts next on this order; nobody when no post is held today."""
    if audience == Audience.HANDLER:
        return _handlers(order, unit_code, today)
    area = order.owner.area if audience == Audience.COORDINATOR else order.area
    return _nearest(ROLES[Audience(audience)], area, today)


def _handlers(order: Order, unit_code: str, today: date) -> Staff:
    """The one who accepted the order, or another unit's part; before that, everybody who may accept."""
    unit = order.unit
    if unit_code and (unit is None or unit.code != unit_code):
        unit = Organisation.objects.filter(code=unit_code).first()
    if unit is None:
        return Staff()
    leads = unit.pk == order.unit_id
    helping = Assist.objects.filter(order=order, unit=unit, state__in=Assist.OPEN)
    helper = None if leads else helping.filter(handler__isnull=False).first()
    if taken := order.handler_id if leads else helper and helper.handler_id:
        return Staff((taken,), unit.code)
    held = Post.objects.held_on(today).filter(organisation=unit, role=Role.HANDLER)
    return Staff(_people(held.select_related("person")), unit.code)


def _nearest(role: Role, area: Area, today: date) -> Staff:
    """The holders of the role over the area, from the lowest level where somebody holds it."""
    posts = Post.objects.held_on(today).filter(role=role, organisation__area__path__in=line(area))
    held = list(posts.select_related("organisation__area", "person"))
    if not held:
        return Staff()
    lowest = max(len(post.organisation.area.path) for post in held)
    near = [post for post in held if len(post.organisation.area.path) == lowest]
    return Staff(_people(near), near[0].organisation.code)


def line(area: Area) -> list[str]:
    """The paths of an area and of everything it is part of."""
    codes = area.path.split("/")[:-1]
    return ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]


def _people(posts: Iterable[Post]) -> tuple[int, ...]:
    return tuple(sorted({post.person_id for post in posts if post.person.is_active}))
