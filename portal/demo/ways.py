"""A street that works in a way of its own, and a grid worker who settles a small thing on the spot."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.demo.town import read
from portal.demo.walk import key_of
from portal.orders import commands
from portal.orders.models import Agreed, Channel, Consent, Order
from portal.people.actors import Resident
from portal.people.models import User
from portal.places.models import Area, Organisation
from portal.profiles.commands import publish
from portal.profiles.presets import PRESETS
from portal.services.models import Matter

PHONE = "13900000000"


@transaction.atomic
def show_ways(now: datetime) -> int:
    """Both once; returns how many orders were new. Whatever was placed before keeps the road it has."""
    rows = read("stories.json")
    return _street(rows["own_way"], now) + _on_the_spot(rows["on_the_spot"], now)


def _street(row: dict[str, Any], now: datetime) -> int:
    """The street's coordinator publishes a known road, and the next order there follows it."""
    by = User.objects.get(username=f"coordinator-{row['street']}")
    area = Organisation.objects.get(code=row["street"]).area
    preset = PRESETS[row["preset"]]
    publish(Area.objects.get(pk=area.pk), preset.plan, preset=preset.code, by=by, at=now)
    key = key_of("story-own-way")
    if Order.objects.filter(pk=key).exists():
        return 0
    commands.place(_intake(key, row), by=Resident(key), at=now)
    return 1


def _on_the_spot(row: dict[str, Any], now: datetime) -> int:
    """Who holds a clerk's post and one in a unit takes the whole road in one act."""
    key = key_of("story-on-the-spot")
    if Order.objects.filter(pk=key).exists():
        return 0
    worker, at = User.objects.get(username=row["worker"]), now - timedelta(hours=2)
    agreed = {Agreed.PASS_ON: True, Agreed.PUBLISH: True}
    intake = _intake(key, row, channel=Channel.PATROL, helped_by=worker, agreed=agreed)
    settled = commands.Settled(spoken_with="居民", done=row["done"], finished_by="当天")
    commands.capture(intake, settled=settled, by=worker, at=at)
    return 1


def _intake(key: Any, row: dict[str, Any], **more: Any) -> commands.Intake:
    return commands.Intake(
        key=key, matter=Matter.objects.get(code=row["matter"]), text=row["text"],
        area=Organisation.objects.get(code=row["community"]).area,
        contact_name="居民", contact_phone=PHONE, consent=Consent.ANONYMOUS, **more,
    )  # fmt: skip
