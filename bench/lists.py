"""The staff list of twenty among 1,000 and among 100,000 orders: queries, and time as a ratio.

`python -m bench.lists`: a clerk of one community of five, and a coordinator of all, on each
database. The whole page is timed, and our own part of it (without Wagtail's frame).
"""

import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import ground
from portal.orders.models import Order
from portal.orders.staff import counting, listing
from portal.orders.states import ENDS, State
from portal.people.models import User
from portal.places.models import Area, Organisation
from tests.support.town import Town, build_town, order_in

SIZES = (1_000, 100_000)
COMMUNITIES, ROUNDS, PAGE = 5, 12, 20
LIST = "/admin/orders/"
ADDRESSES = {
    "newest": LIST, "red": f"{LIST}?colour=red", "due first": f"{LIST}?sort=due",
    "a word": f"{LIST}?q=灯不亮", "no word": f"{LIST}?q=没有的词",
}  # fmt: skip
# Roughly what a street looks like: most are closed.
MIX = [State.CLOSED] * 60 + [State.ACCEPTED] * 15 + [State.DISPATCHED] * 8 + [
    State.ANSWERED, State.PLACED, State.ADMITTED, State.DECLINED, State.WITHDRAWN,
] * 3 + [State.ESCALATED] * 2  # fmt: skip
COLOURS = ["", "blue", "yellow", "red"]


def fill(town: Town, size: int) -> None:
    """As many orders as asked for, copied from a real one, spread over communities and two years."""
    sample = order_in(town, "accepted")
    areas, known = communities(town), Order.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM orders_order WHERE number = %s", [sample.number])
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        marks = ", ".join(["%s"] * len(names))
        insert = f"INSERT INTO orders_order ({', '.join(names)}) VALUES ({marks})"
        for start in range(known, size, 5_000):
            numbers = range(start, min(start + 5_000, size))
            rows = [row | _changed(areas, number) for number in numbers]
            cursor.executemany(insert, [[one[name] for name in names] for one in rows])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def communities(town: Town) -> list[Area]:
    """The town's own, and as many beside it as make five."""
    for number in range(COMMUNITIES - 2):
        code = f"9901010011{number:02d}"
        area, new = Area.objects.get_or_create(
            code=code,
            defaults={"name": f"社区{number}", "level_name": "社区", "parent": town.street,
                      "takes_orders": True},
        )  # fmt: skip
        if new:
            Organisation.objects.create(
                code=f"team-{number}", name=f"维修队{number}", area=area,
                kind=Organisation.Kind.TEAM,
            )  # fmt: skip
    return list(Area.objects.filter(takes_orders=True).order_by("path"))


def _changed(areas: list[Area], number: int) -> dict[str, object]:
    """What tells one order from the next, as the database holds it."""
    state = MIX[number // COMMUNITIES * 37 % len(MIX)].value
    placed = timezone.now() - timedelta(minutes=number * 10 % 1_000_000)
    key, moment = uuid.uuid4(), connection.ops.adapt_datetimefield_value
    open_ = state not in ENDS
    return {
        "id": key.hex if connection.vendor == "sqlite" else key, "number": f"2025-{number:06d}",
        "state": state, "area_id": areas[number % len(areas)].pk,
        "placed_at": moment(placed), "changed_at": moment(placed),
        "ended_at": None if open_ else moment(placed),
        "due_at": moment(placed + timedelta(days=700)) if open_ else None,
        "colour": COLOURS[number // COMMUNITIES * 7 % len(COLOURS)] if open_ else "",
    }  # fmt: skip


def best_ms(act: Callable[[], object]) -> float:
    """The best of some rounds, after one that warms up.

    SQLite works in this process: there the processor's time is counted, which no neighbour disturbs.
    """
    now = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    act()
    took = []
    for _round in range(ROUNDS):
        began = now()
        act()
        took.append((now() - began) * 1_000)
    return min(took)


def own_part(user: User, address: str) -> None:
    """What we ask of the database for the page, without frame and template."""
    fresh = User.objects.get(pk=user.pk)
    query = dict(part.split("=") for part in address.partition("?")[2].split("&") if part)
    choice, now = listing.Choice.of(query), timezone.now()
    areas = listing.areas_seen(fresh)
    counting.overview(fresh, choice, now, areas)
    start = (int(query.get("p", 1)) - 1) * PAGE
    list(listing.matching(fresh, choice, now, areas)[start : start + PAGE])


def measure(who: User) -> Iterator[tuple[str, float, float, int]]:
    """For each address: the whole page, our own part, and how many queries the page asks."""
    client = Client()
    client.force_login(who)
    for name, address in ADDRESSES.items():
        whole = best_ms(lambda a=address: client.get(a))
        own = best_ms(lambda a=address: own_part(who, a))
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        yield name, whole, own, len(captured)


def frame_queries(who: User) -> int:
    """What Wagtail's frame asks by itself, on a page of ours that reads the menu once."""
    client = Client()
    client.force_login(who)
    client.get("/admin/orders/enter/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/orders/enter/")
    return len(captured) - 2


def main() -> int:
    worst = 0.0
    for vendor in ground.vendors():
        with ground.database(vendor):
            town = build_town()
            people = {"clerk": town.clerk, "coordinator": town.coordinator}
            found: dict[tuple[str, str], list[tuple[float, float, int]]] = {}
            for size in SIZES:
                fill(town, size)
                for who, user in people.items():
                    for name, whole, own, queries in measure(user):
                        found.setdefault((who, name), []).append((whole, own, queries))
            print(f"lists  {vendor:8} Wagtail's frame asks {frame_queries(town.clerk)} queries")
            for (who, name), ((w1, o1, _q1), (w2, o2, queries)) in found.items():
                # Words are read row by row: told, and held to no ratio.
                worst = worst if name.endswith("word") else max(worst, w2 / w1)
                print(
                    f"lists  {vendor:8} {who:11} {name:9} page {w1:5.1f} → {w2:5.1f} ms "
                    f"({w2 / w1:.2f}), own part {o1:5.1f} → {o2:5.1f} ms, {queries} queries in all"
                )
    print(f"lists  worst ratio of a page at {SIZES[1]:,} to {SIZES[0]:,}, words aside: {worst:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
