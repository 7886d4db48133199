"""The fictitious town: areas, bodies, staff and the menu. Twice changes nothing."""

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.pages.models import Channel
from portal.people.actors import Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.models import Area, Organisation
from portal.services.kinds import Audience
from portal.services.models import AnswerTemplate, Category, Matter, Question, TeamKind

DATA = Path(__file__).parent / "data"
SETUP = Clock("demo")
PASSWORD = "echowall-demo"  # noqa: S105 - printed at every start, for a town that does not exist
SINCE = date(2020, 1, 1)
# Bodies whose staff do the work themselves; each gets one handler for the walk.
WORKING_KINDS = (
    Organisation.Kind.TEAM,
    Organisation.Kind.COMPANY,
    Organisation.Kind.DEPARTMENT,
)


def read(name: str) -> Any:
    """One of the demo's data files."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@transaction.atomic
def build(now: datetime) -> None:
    """Everything that stands before the first order."""
    data = read("town.json")
    _areas(data["areas"])
    _organisations(data["organisations"])
    _menu(data)
    for username, display, role, organisation in data["staff"]:
        _staff(username, display, Role(role), organisation, now)
    _crew(now)
    _administrator(now)
    Channel.objects.filter(community_name="").update(**data["channel"])


def _areas(rows: list[list[Any]]) -> None:
    for code, name, level, parent in rows:
        Area.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "level_name": level,
                "parent": Area.objects.filter(code=parent).first(),
                "takes_orders": len(code) == 12,
            },
        )


def _organisations(rows: list[list[Any]]) -> None:
    for code, name, kind, area, parent, team_kind, phone in rows:
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "kind": kind,
                "area": Area.objects.get(code=area),
                "parent": Organisation.objects.filter(code=parent).first(),
                "team_kind": team_kind,
                "phone": phone,
            },
        )


def _menu(data: dict[str, Any]) -> None:
    for code, name in data["team_kinds"]:
        TeamKind.objects.get_or_create(code=code, defaults={"name": name})
    for order, (code, name) in enumerate(data["categories"]):
        Category.objects.get_or_create(code=code, defaults={"name": name, "order": order})
    menu = read("menu.json")
    admitted = {"admitted_at": SINCE, "approved_by": data["admission"]}
    for order, row in enumerate(data["matters"]):
        way = menu["ways"].get(row[0], "")
        _matter(order, *row, menu=menu, given={**admitted, "way": way})
    district = Area.objects.get(code=menu["business_area"])
    for order, (*row, way) in enumerate(menu["business"]):
        given = {**admitted, "way": way, "audience": Audience.BUSINESS, "area": district}
        _matter(order, *row, menu=menu, given=given)


def _matter(
    order: int, code: str, category: str, title: str, summary: str, team: str, promise: str,
    asked: list[list[Any]], *, menu: dict[str, Any], given: dict[str, Any],
) -> None:  # fmt: skip
    if Matter.objects.filter(code=code).exists():
        return
    matter = Matter(
        code=code, title=title, summary=summary, promise=promise, order=order, live=False,
        category=Category.objects.get(code=category), team_kind=TeamKind.objects.get(code=team),
        urgent_words=menu["urgent_words"].get(code, ""), **given,
    )  # fmt: skip
    notice = menu["notices"].get(code)
    matter.questions.set([_question(place, *row, notice=notice) for place, row in enumerate(asked)])
    templates = enumerate(menu["templates"].get(code, ()))
    matter.answer_templates.set(
        [
            AnswerTemplate(sort_order=place, name=name, text=text)
            for place, (name, text) in templates
        ]
    )
    matter.save()
    matter.save_revision().publish()


def _question(
    place: int, label: str, hint: str, kind: str, choices: str, required: bool, *,
    notice: list[Any] | None,
) -> Question:  # fmt: skip
    question = Question(
        sort_order=place, label=label, hint=hint, kind=kind, choices=choices, required=required
    )
    if notice and notice[0] == label:
        _label, question.notice_for, question.notice, question.stops = notice
    return question


def _staff(username: str, display: str, role: Role, organisation: str, now: datetime) -> User:
    person, _created = User.objects.get_or_create(
        username=username, defaults={"display_name": display, "password": _hashed()}
    )
    where = Organisation.objects.get(code=organisation)
    appoint(person, organisation=where, role=role, since=SINCE, by=SETUP, at=now)
    return person


@cache
def _hashed() -> str:
    # One slow hash for all: the password is no secret.
    return make_password(PASSWORD)


def _crew(now: datetime) -> None:
    """A clerk for every community, a coordinator for every street and a handler for every working body."""
    for community in Organisation.objects.filter(kind=Organisation.Kind.COMMUNITY):
        _staff(f"clerk-{community.code}", f"{community.name} 值班", Role.CLERK, community.code, now)
    for street in Organisation.objects.filter(kind=Organisation.Kind.SUBDISTRICT):
        name = f"coordinator-{street.code}"
        _staff(name, f"{street.name} 协调", Role.COORDINATOR, street.code, now)
    for body in Organisation.objects.filter(kind__in=WORKING_KINDS):
        _staff(f"handler-{body.code}", f"{body.name} 经办", Role.HANDLER, body.code, now)


def _administrator(now: datetime) -> None:
    person = _staff("admin", "管理员", Role.ADMINISTRATOR, "qinghe", now)
    if not person.is_superuser:
        person.is_superuser = person.is_staff = True
        person.save(update_fields=["is_superuser", "is_staff"])


def clerk_of(community: Organisation) -> User:
    """The clerk who walks the community's cases."""
    return User.objects.get(username=f"clerk-{community.code}")


def handler_of(unit: Organisation) -> User:
    """The handler who walks the unit's cases."""
    return User.objects.get(username=f"handler-{unit.code}")


def coordinator_of(community: Organisation) -> User:
    """The coordinator of the street above the community."""
    return User.objects.get(username=f"coordinator-{community.parent.code}")  # type: ignore[union-attr]
