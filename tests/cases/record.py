"""Cases on the real road: order closed, drafted by the follower, written, submitted, approved."""

import datetime
from dataclasses import replace

from django.utils import timezone

from portal.cases import commands
from portal.cases.follower import CaseDraftFollower
from portal.cases.models import Case
from portal.ledger.follow import drain
from portal.orders import commands as orders
from portal.orders.models import Order
from tests.support.town import order_in, resident_of

TEXT = {
    "title": "三楼楼道灯修好了", "matter_text": "楼道灯不亮，晚上上下楼看不清。",
    "measures": "维修队检查线路，换了灯头和灯泡。", "result": "当天亮灯，两周后回看正常。",
}  # fmt: skip

MATTER = {"title": "三楼楼道灯不亮", "matter_text": "三楼楼道照明坏了，已安排人员检查。"}


def follow() -> None:
    """Let the follower catch up."""
    drain(CaseDraftFollower(), timezone.now)


def drafted(town, at=None, **intake) -> Case:
    """The draft of a closed order."""
    order = order_in(town, "closed", at=at, **intake)
    follow()
    return Case.objects.get(number=order.number)


def written(town, case=None, **texts) -> Case:
    """A draft that the editor has written."""
    return commands.write(case or drafted(town), **{**TEXT, **texts}, by=town.editor)


def submitted(town, case=None) -> Case:
    """A case that waits for the second person."""
    return commands.submit(written(town, case), by=town.editor)


def published(town, at=None, **intake) -> Case:
    """A case on the echo wall."""
    return commands.approve(submitted(town, drafted(town, at=at, **intake)), by=town.reviewer)


def next_door(town):
    """The same town with the other community in the place of the first."""
    return replace(
        town, community=town.other_community, clerk=town.other_clerk, team=town.other_team,
        handler=town.other_handler,
    )  # fmt: skip


def order_of(case):
    """The order behind a case."""
    return Order.objects.get(number=case.number)


def rate(case, solved="yes", satisfied=5, consent="") -> None:
    """The resident rates, and the follower hears of it."""
    order = order_of(case)
    orders.rate(
        order, solved=solved, satisfied=satisfied, consent=consent, by=resident_of(order),
        at=timezone.now(),
    )  # fmt: skip
    follow()


def days_ago(days: float) -> datetime.datetime:
    """A moment in the past."""
    return timezone.now() - datetime.timedelta(days=days)


def asked(town, state="accepted", order=None, **intake) -> Case:
    """The draft of an order under way that the clerk wants shown."""
    order = order or order_in(town, state, **intake)
    return commands.ask(order, **MATTER, by=town.clerk, at=timezone.now())


def shown_under_way(town, state="accepted", order=None, **intake) -> Case:
    """A case on the echo wall whose order is under way."""
    case = commands.submit(asked(town, state, order, **intake), by=town.editor)
    return commands.approve(case, by=town.reviewer)
