"""Place and accept, ledger entry included, as a share of the bare driver writing the same rows.

`python -m bench.verbs`: 8 clients on each database, then 32 writers on SQLite.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone

from bench import clients, ground, raw
from portal.orders import commands
from portal.orders.models import Order, Serial
from portal.people.actors import Resident
from portal.people.models import User
from portal.places.models import Area
from portal.services.models import Matter
from tests.support.databases import point_to
from tests.support.town import Town, build_town, order_in

CLIENTS, EACH, ROUNDS = 8, 30, 3
WRITERS, WRITES = 32, 30


def start_place(url: str) -> Callable[[uuid.UUID], None]:
    point_to(url)
    matter, area = Matter.objects.get(), Area.objects.filter(takes_orders=True).first()

    def act(key: uuid.UUID) -> None:
        intake = commands.Intake(
            key=key, matter=matter, area=area, text="三楼楼道灯不亮了", contact_phone="13800138000"
        )
        commands.place(intake, by=Resident(key), at=timezone.now())

    return act


def start_accept(url: str) -> Callable[[uuid.UUID], None]:
    point_to(url)
    handler = User.objects.get(username="handler")

    def act(key: uuid.UUID) -> None:
        commands.accept(Order(pk=key), by=handler, at=timezone.now())

    return act


def start_raw(url: str) -> Callable[[Any], None]:
    bare = raw.starter(url)

    def act(item: tuple[Any, ...]) -> None:
        kind, *given = item
        bare(raw.place_like(*given) if kind == "place" else raw.accept_like(*given))

    return act


def shares(items: list[Any], crew: int) -> list[list[Any]]:
    return [items[i::crew] for i in range(crew)]


def measure(url: str, town: Town, kind: str) -> tuple[clients.Figures, clients.Figures]:
    """Ours and the yardstick, in turn on the same database; the better round of each."""
    ours, bare = [], []
    for _round in range(ROUNDS):
        ours.append(clients.run(*our_work(url, town, kind)))
        bare.append(clients.run(*bare_work(url, town, kind)))
    return max(ours, key=lambda f: f.per_second), max(bare, key=lambda f: f.per_second)


def our_work(url: str, town: Town, kind: str) -> tuple[Any, str, list[list[Any]]]:
    if kind == "place":
        return start_place, url, shares([uuid.uuid4() for _ in range(CLIENTS * EACH)], CLIENTS)
    return start_accept, url, shares(dispatched(town), CLIENTS)


def bare_work(url: str, town: Town, kind: str) -> tuple[Any, str, list[list[Any]]]:
    sqlite = connection.vendor == "sqlite"
    if kind == "place":
        items = [("place", sample_row(town), sqlite) for _ in range(CLIENTS * EACH)]
    else:
        keys = [pk.hex if sqlite else pk for pk in dispatched(town)]
        items = [("accept", pk, town.handler.pk) for pk in keys]
    return start_raw, url, shares(items, CLIENTS)


def dispatched(town: Town) -> list[uuid.UUID]:
    """Orders ready to be accepted."""
    return [order_in(town, "dispatched").pk for _ in range(CLIENTS * EACH)]


def sample_row(town: Town) -> dict[str, Any]:
    """The columns of a placed order, as the database holds them."""
    Serial.objects.get_or_create(year=1999)
    order = Order.objects.first() or order_in(town, "placed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM orders_order WHERE number = %s", [order.number])
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return {name: value for name, value in row.items() if name not in ("id", "number")}


def main() -> None:
    for vendor in ground.vendors():
        with ground.database(vendor) as url:
            town = build_town()
            for kind in ("place", "accept"):
                ours, bare = measure(url, town, kind)
                print(f"{vendor:9} {kind:7} ours {ours.line()}")
                print(f"{vendor:9} {kind:7} bare {bare.line()}")
                print(
                    f"{vendor:9} {kind:7} share of the bare driver {ours.per_second / bare.per_second:.0%}"
                )
    with ground.database("sqlite") as url:
        build_town()
        work = shares([uuid.uuid4() for _ in range(WRITERS * WRITES)], WRITERS)
        found = clients.run(start_place, url, work)
        print(f"sqlite    {WRITERS} writers    {found.line()}")
        print(f"sqlite    when the first was done, the slowest had done {found.slowest_share:.0%}")


if __name__ == "__main__":
    main()
