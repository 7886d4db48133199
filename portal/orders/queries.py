"""Reading orders, always as seen by somebody. Writes nothing."""

import re
from collections.abc import Collection

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from portal.orders.models import Agreed, Agreement, Assist, Consent, Order
from portal.orders.rules import STAFF_ROLES
from portal.orders.states import LEADING, OPEN, WITH_UNIT, State
from portal.people.access import Person, holds, reach, stands_for, stood_for
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Organisation
from portal.places.queries import paths_above, units_serving

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def visible_to(person: Person) -> QuerySet[Order]:
    """Clerks and coordinators: their area. Handlers: what their unit holds. Editors: what may be shown."""
    publishable = Q(state=State.CLOSED, outcome_consent=Consent.ANONYMOUS)
    return Order.objects.filter(
        reach(person, STAFF_ROLES)
        | (reach(person, [Role.HANDLER]) & Q(state__in=(*WITH_UNIT, State.SUSPENDED)))
        | (reach(person, [Role.EDITOR, Role.REVIEWER]) & publishable)
    ).select_related("matter__category", "area", "owner__area", "unit", "handler", "profile")


def may_see_contact(person: Person, order: Order) -> bool:
    """Contact data is for the owner's staff and for the one handler who accepted."""
    if holds(person, STAFF_ROLES, area_path=order.area.path):
        return True
    return (
        isinstance(person, User)
        and stands_for(person, order.handler_id, order.unit_id)
        and _may_be_passed_on(order)
    )


def _may_be_passed_on(order: Order) -> bool:
    """Whoever wrote it themselves agreed by sending it; whom staff helped was asked (PIPL 23)."""
    refused = Agreement.objects.filter(order=order, to=Agreed.PASS_ON, given=False)
    return order.helped_by_id is None or not refused.exists()


def assisting(person: Person) -> QuerySet[Assist]:
    """What this handler's units are asked to help with, oldest first: matter, place, what is asked.

    Neither the resident's words nor the contact data: those are the lead's.
    """
    asked = Assist.objects.filter(reach(person, [Role.HANDLER], area="order__area__path"))
    return asked.filter(state__in=Assist.OPEN).select_related(
        "order__matter__category", "order__area", "order__owner__area", "order__unit", "unit"
    )


def can_lead(order: Order) -> QuerySet[Order]:
    """The orders of its owner's area that this one may be merged into, the same matter first."""
    above = paths_above(order.area.path)
    rows = Order.objects.filter(state__in=LEADING, area__path__startswith=order.owner.area.path)
    rows = rows.filter(owner__area__path__in=above, level__gte=order.level).exclude(pk=order.pk)
    same = Case(When(matter=order.matter_id, then=0), default=1, output_field=IntegerField())
    return rows.select_related("matter", "area").order_by(same, "-placed_at")


def mine(person: User) -> QuerySet[Order]:
    """What this handler, or who they stand in for, has accepted and not yet answered, oldest first."""
    held = visible_to(person).filter(handler__in=stood_for(person), state=State.ACCEPTED)
    return held.order_by("accepted_at")


def to_grab(person: User) -> QuerySet[Order]:
    """What waits in this handler's units for somebody to accept, oldest first."""
    reached = reach(person, [Role.HANDLER])
    return visible_to(person).filter(reached, state=State.DISPATCHED).order_by("dispatched_at")


def units_offered(order: Order) -> QuerySet[Organisation]:
    """The units that serve the order's community, of the kinds its street works with.

    Once raised, any unit of the level's area.
    """
    units = units_serving(order.area, within=order.owner.area if order.level else None)
    if not order.plan.teams:
        return units
    other_teams = Q(kind=Organisation.Kind.TEAM) & ~Q(team_kind__in=[*order.plan.teams, ""])
    return units.exclude(other_teams)


def fitting_units(order: Order) -> QuerySet[Organisation]:
    """Those of the matter's own kind in which somebody can accept today; the nearest first."""
    units = units_offered(order).filter(team_kind=order.matter.team_kind.code)
    return units.filter(handlers__gt=0)  # type: ignore[misc]


def public_figures() -> dict[str, int]:
    """How many orders were received and closed, for the home page; numbers only."""
    return Order.objects.aggregate(
        received=Count("pk"), closed=Count("pk", filter=Q(state=State.CLOSED))
    )


def open_orders() -> QuerySet[Order]:
    """Everything that has not ended."""
    return Order.objects.filter(state__in=OPEN)


def numbers_of(keys: Collection[str]) -> dict[str, str]:
    """The public numbers of orders, by the key that the ledger knows them by."""
    well_formed = [key for key in keys if KEY.fullmatch(key)]
    known = Order.objects.filter(pk__in=well_formed).values_list("pk", "number")
    return {str(pk): number for pk, number in known}
