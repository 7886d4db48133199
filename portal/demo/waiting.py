"""Orders still under way, and one whose outcome waits for the editor: every desk has something on it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.demo.town import clerk_of, handler_of, read
from portal.demo.walk import key_of
from portal.orders import commands
from portal.orders.models import Consent, Order
from portal.people.actors import Resident
from portal.places.models import Organisation
from portal.services.models import Matter

ROAD = ("placed", "admitted", "dispatched", "accepted", "answered", "closed")
# A fictitious number of a block no operator uses.
PHONE = "13900000000"


def place_waiting(now: datetime) -> int:
    """Bring each waiting order as far as its data says; returns how many were new."""
    return sum(_bring(index, row, now) for index, row in enumerate(read("waiting.json")))


@transaction.atomic
def _bring(index: int, row: list[Any], now: datetime) -> bool:
    community, matter, text, state, days, answer = row
    key = key_of(f"waiting-{index}")
    if Order.objects.filter(pk=key).exists():
        return False
    owner = Organisation.objects.get(code=community)
    at = now - timedelta(days=days, hours=3, minutes=7 * index)
    intake = commands.Intake(
        key=key, matter=Matter.objects.get(code=matter), area=owner.area, text=text,
        contact_name="居民", contact_phone=PHONE, consent=Consent.ANONYMOUS,
        answers=dict([answer]) if answer else {},
    )  # fmt: skip
    order = commands.place(intake, by=Resident(key), at=at)
    _advance(order, state, at)
    return True


def _advance(order: Order, state: str, at: datetime) -> None:
    clerk, hour = clerk_of(order.owner), timedelta(minutes=25)
    if state == "returned":
        missing = "请补充孩子现在就读的年级和想转入的学校。"
        commands.return_for_info(order, missing=missing, by=clerk, at=at + hour)
        return
    steps = ROAD.index(state)
    unit = _unit(order)
    if steps >= 1:
        commands.admit(order, by=clerk, at=at + hour)
    if steps >= 2:
        commands.dispatch(order, to=unit, by=clerk, at=at + 2 * hour)
    if steps >= 3:
        commands.accept(order, by=handler_of(unit), at=at + 3 * hour)
    if steps >= 4:
        commands.answer(
            order, spoken_with="居民", done="已上门换好，使用正常。", finished_by="当天",
            by=handler_of(unit), at=at + 4 * hour,
        )  # fmt: skip
    if steps >= 5:
        commands.rate(order, solved="yes", satisfied=5, by=Resident(order.pk), at=at + 5 * hour)
        commands.close(order, by=clerk, at=at + 6 * hour)


def _unit(order: Order) -> Organisation:
    teams = Organisation.objects.filter(kind=Organisation.Kind.TEAM, area=order.area)
    wanted = teams.filter(team_kind=order.matter.team_kind.code).first() or teams.first()
    return wanted or Organisation.objects.get(code="lighting")
