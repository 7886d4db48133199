"""A small town for tests. Every state is reached by the real verbs (STYLE 15)."""

import datetime
import uuid
from dataclasses import dataclass

from django.utils import timezone

from portal.orders import commands
from portal.orders.models import Consent, Order
from portal.people.actors import Clock, Resident
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.models import Area, Organisation
from portal.services.models import Category, Matter, TeamKind
from tests.support.remembered import remembered

SETUP = Clock("setup")
SINCE = datetime.date(2020, 1, 1)


@dataclass
class Town:
    """One street with two communities, a team each, staff, and one matter to order."""

    street: Area
    community: Area
    other_community: Area
    street_office: Organisation
    committee: Organisation
    other_committee: Organisation
    team: Organisation
    other_team: Organisation
    matter: Matter
    clerk: User
    other_clerk: User
    coordinator: User
    handler: User
    second_handler: User
    other_handler: User
    editor: User
    reviewer: User
    auditor: User


def person(name: str, role: Role | None = None, organisation: Organisation | None = None) -> User:
    """An account whose password is its name, with the post if one is given."""
    user = User(username=name, display_name=name)
    user.set_password(name)
    user.save()
    if role and organisation:
        appoint(
            user, organisation=organisation, role=role, since=SINCE, by=SETUP, at=timezone.now()
        )
    return user


@remembered
def build_town() -> Town:
    """Fill an empty database with the town."""
    district = Area.objects.create(code="990101", name="清和区", level_name="区")
    street = Area.objects.create(
        code="990101001", name="望舒街道", level_name="街道", parent=district
    )
    community, other = (
        Area.objects.create(
            code=code, name=name, level_name="社区", parent=street, takes_orders=True
        )
        for code, name in (("990101001001", "桂雨社区"), ("990101001002", "听松社区"))
    )
    org = Organisation.objects.create
    kinds = Organisation.Kind
    root = org(code="qinghe", name="清和区", kind=kinds.DISTRICT, area=district)
    office = org(code="ws", name="望舒街道办事处", kind=kinds.SUBDISTRICT, area=street, parent=root)
    gy = org(code="gy", name="桂雨社区居委会", kind=kinds.COMMUNITY, area=community, parent=office)
    ts = org(code="ts", name="听松社区居委会", kind=kinds.COMMUNITY, area=other, parent=office)
    team = org(code="gy-team", name="桂雨维修队", kind=kinds.TEAM, area=community, parent=gy)
    other_team = org(code="ts-team", name="听松维修队", kind=kinds.TEAM, area=other, parent=ts)
    matter = Matter.objects.create(
        code="lamp", title="楼道灯维修", summary="灯不亮了，请人来修", promise="5个工作日内办结",
        category=Category.objects.create(code="housing", name="住房维修"),
        team_kind=TeamKind.objects.create(code="aid", name="助困帮扶"),
        admitted_at=SINCE, approved_by="望舒街道办事处",
    )  # fmt: skip
    return Town(
        street=street, community=community, other_community=other, street_office=office,
        committee=gy, other_committee=ts, team=team, other_team=other_team, matter=matter,
        clerk=person("clerk", Role.CLERK, gy), other_clerk=person("other-clerk", Role.CLERK, ts),
        coordinator=person("coordinator", Role.COORDINATOR, office),
        handler=person("handler", Role.HANDLER, team),
        second_handler=person("second-handler", Role.HANDLER, team),
        other_handler=person("other-handler", Role.HANDLER, other_team),
        editor=person("editor", Role.EDITOR, office),
        reviewer=person("reviewer", Role.REVIEWER, office),
        auditor=person("auditor", Role.AUDITOR, office),
    )  # fmt: skip


@remembered
def build_staffed_town() -> Town:
    """The town, an administrator of its street, and somebody who has an account and no post."""
    town = build_town()
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.nobody = person("nobody")
    return town


def resident_of(order: Order) -> Resident:
    """The asker, as if the query code had been given."""
    return Resident(order.pk)


def place_order(town: Town, at: datetime.datetime | None = None, **intake) -> Order:
    """One order placed on line; any field of Intake may be given."""
    given = {
        "key": uuid.uuid4(), "matter": town.matter, "area": town.community, "text": "三楼楼道灯不亮了",
        "contact_name": "张女士", "contact_phone": "13800138000", "consent": Consent.ANONYMOUS,
    } | intake  # fmt: skip
    return commands.place(
        commands.Intake(**given), by=Resident(given["key"]), at=at or timezone.now()
    )


ROAD = ("placed", "admitted", "dispatched", "accepted", "answered", "closed")


def order_in(town: Town, state: str, at: datetime.datetime | None = None, **intake) -> Order:
    """An order brought to any state that can be reached today."""
    at = at or timezone.now()
    order = place_order(town, at=at, **intake)
    for step in _road_to(state):
        order = STEPS[step](town, order, at)
    return order


def _road_to(state: str) -> list[str]:
    if state in ROAD:
        return [f"to_{name}" for name in ROAD[1 : ROAD.index(state) + 1]]
    answered = _road_to("answered")
    return {
        "returned": ["return"], "declined": ["decline"], "withdrawn": ["withdraw"],
        "suspended": ["to_admitted", "suspend"], "merged": ["merge"],
        "escalated": [*answered, "rate_bad", *answered[2:], "rate_bad"],
    }[state]  # fmt: skip


def _answer(town, order, at):
    return commands.answer(
        order, spoken_with="张女士", done="换了灯泡", finished_by="当天", by=town.handler, at=at
    )


def merge_into_answered(town: Town, order: Order, at: datetime.datetime) -> Order:
    """Another order about the same lamp leads; it is answered after they were merged."""
    lead = order_in(town, "accepted", at=at)
    merged = commands.merge(order, into=lead, by=town.clerk, at=at)
    _answer(town, lead, at)
    return merged


STEPS = {
    "suspend": lambda t, o, at: commands.suspend(
        o,
        reason="等待配件到货",
        review_on=timezone.localdate(at) + datetime.timedelta(days=7),
        by=t.clerk,
        at=at,
    ),
    "merge": merge_into_answered,
    "to_admitted": lambda t, o, at: commands.admit(o, by=t.clerk, at=at),
    "to_dispatched": lambda t, o, at: commands.dispatch(o, to=t.team, by=t.clerk, at=at),
    "to_accepted": lambda t, o, at: commands.accept(o, by=t.handler, at=at),
    "to_answered": _answer,
    "to_closed": lambda t, o, at: commands.close(o, by=t.clerk, at=at),
    "return": lambda t, o, at: commands.return_for_info(o, missing="哪一栋？", by=t.clerk, at=at),
    "decline": lambda t, o, at: commands.decline(
        o, reason="属于法院", channel="请向法院咨询", by=t.clerk, at=at
    ),
    "withdraw": lambda t, o, at: commands.withdraw(o, by=resident_of(o), at=at),
    "rate_bad": lambda t, o, at: commands.rate(
        o, solved="no", satisfied=1, by=resident_of(o), at=at
    ),
}
