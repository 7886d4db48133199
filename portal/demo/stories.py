"""What seldom happens and must be seen once: merged, given back twice, helped, extended, suspended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.demo.town import clerk_of, coordinator_of, handler_of, read
from portal.demo.walk import key_of
from portal.orders import commands
from portal.orders.models import Consent, Order
from portal.people.actors import Resident
from portal.places.models import Organisation
from portal.services.models import Matter

PHONE = "13900000000"
# The waiting order whose lamp the neighbours report as well.
LAMP = "waiting-1"


def tell_all(now: datetime) -> int:
    """Every story once; returns how many orders were new."""
    data = read("stories.json")
    told = [_neighbours(data["neighbours"], now)]
    told += [_once(name, data[name], now, tell) for name, tell in STORIES.items()]
    return sum(told)


@transaction.atomic
def _neighbours(texts: list[str], now: datetime) -> int:
    """Several neighbours report one lamp: handled once, each told and asked on their own."""
    lamp = Order.objects.get(pk=key_of(LAMP))
    new = 0
    for index, text in enumerate(texts):
        name = f"story-neighbour-{index}"
        if Order.objects.filter(pk=key_of(name)).exists():
            continue
        order = _place(name, {"matter": lamp.matter.code, "text": text}, now - timedelta(hours=2))
        commands.merge(order, into=lamp, by=clerk_of(lamp.owner), at=now - timedelta(hours=1))
        new += 1
    return new


@transaction.atomic
def _once(name: str, row: dict[str, Any], now: datetime, tell: Callable[..., None]) -> int:
    if Order.objects.filter(pk=key_of(f"story-{name}")).exists():
        return 0
    tell(_place(f"story-{name}", row, now - timedelta(hours=6)), row, now - timedelta(hours=5))
    return 1


def _place(name: str, row: dict[str, Any], at: datetime) -> Order:
    community = Organisation.objects.get(code="guiyu")
    intake = commands.Intake(
        key=key_of(name), matter=Matter.objects.get(code=row["matter"]), area=community.area,
        text=row["text"], answers=row.get("answers", {}), contact_name="居民",
        contact_phone=PHONE, consent=Consent.ANONYMOUS,
    )  # fmt: skip
    return commands.place(intake, by=Resident(intake.key), at=at)


def _given_back(order: Order, row: dict[str, Any], at: datetime) -> None:
    """Given back twice, so it rises to the street by itself."""
    for step, reason in enumerate(row["reasons"]):
        hour = at + step * timedelta(minutes=40)
        _to_handler(order, hour)
        commands.turn_down(
            order, reason=reason, by=_handler(order), at=hour + timedelta(minutes=30)
        )


def _helped(order: Order, row: dict[str, Any], at: datetime) -> None:
    _to_handler(order, at)
    unit = Organisation.objects.get(code=row["unit"])
    later = at + timedelta(hours=1)
    commands.ask_assist(order, to=unit, what=row["what"], by=_handler(order), at=later)


def _extended(order: Order, row: dict[str, Any], at: datetime) -> None:
    _to_handler(order, at)
    by = coordinator_of(order.owner)
    commands.extend(
        order, amount=row["days"], reason=row["reason"], by=by, at=at + timedelta(hours=1)
    )


def _suspended(order: Order, row: dict[str, Any], at: datetime) -> None:
    _to_handler(order, at)
    review = (at + timedelta(days=row["days"])).date()
    commands.suspend(
        order, reason=row["reason"], review_on=review, by=clerk_of(order.owner),
        at=at + timedelta(hours=1),
    )  # fmt: skip


def _shop(order: Order, row: dict[str, Any], at: datetime) -> None:
    _to_handler(order, at)


def _to_handler(order: Order, at: datetime) -> None:
    order.refresh_from_db()
    clerk, minutes = clerk_of(order.owner), timedelta(minutes=10)
    if order.state == "placed":
        commands.admit(order, by=clerk, at=at)
    commands.dispatch(order, to=_team(order), by=clerk, at=at + minutes)
    commands.accept(order, by=_handler(order), at=at + 2 * minutes)


def _team(order: Order) -> Organisation:
    return Organisation.objects.get(code="guiyu-vanguard", area=order.area)


def _handler(order: Order) -> Any:
    return handler_of(_team(order))


STORIES: dict[str, Callable[[Order, dict[str, Any], datetime], None]] = {
    "given_back": _given_back,
    "helped": _helped,
    "extended": _extended,
    "suspended_now": _suspended,
    "shop": _shop,
}
