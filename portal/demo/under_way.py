"""One matter that is public while it is under way, and a neighbour who says to have it too."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.cases.commands import approve, ask, submit
from portal.demo.town import clerk_of, read
from portal.demo.walk import key_of
from portal.orders import commands
from portal.orders.models import Consent, Order
from portal.people.actors import Resident
from portal.people.models import User

PHONE = "13900000000"


@transaction.atomic
def show_under_way(now: datetime) -> int:
    """Asked for by the clerk, released by two persons, joined by a neighbour; 0 where it stands already."""
    row: dict[str, Any] = read("stories.json")["under_way"]
    order = Order.objects.get(pk=key_of(row["order"]))
    key = key_of("story-mine-too")
    if Order.objects.filter(pk=key).exists():
        return 0
    editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
    case = ask(
        order, title=row["title"], matter_text=row["matter"], by=clerk_of(order.owner),
        at=now - timedelta(hours=1),
    )  # fmt: skip
    approve(submit(case, by=editor), by=reviewer)
    intake = commands.Intake(
        key=key, matter=order.matter, area=order.area, text=row["too"], echoes=order,
        contact_name="居民", contact_phone=PHONE, consent=Consent.ANONYMOUS,
    )  # fmt: skip
    commands.place(intake, by=Resident(key), at=now)
    return 1
