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
SAMPLES: dict[tuple[str, str], Order] = {}


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


def start_raw(url: str) -> Callable[[list[raw.Statement]], None]:
    return raw.starter(url)


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
    if kind == "place":
        Serial.objects.get_or_create(year=1999)
        items = [raw.place_like(sample(town, "placed")) for _ in range(CLIENTS * EACH)]
    else:
        begun = sample(town, "accepted")
        items = [raw.accept_like(written(pk), town.handler.pk, begun) for pk in dispatched(town)]
    return start_raw, url, shares(items, CLIENTS)


def dispatched(town: Town) -> list[uuid.UUID]:
    """Orders ready to be accepted."""
    return [order_in(town, "dispatched").pk for _ in range(CLIENTS * EACH)]


def sample(town: Town, state: str) -> raw.Rows:
    """A new order in that state, with the deadlines that run, as rows under another key."""
    order = SAMPLES.get((connection.vendor, state)) or order_in(town, state)
    SAMPLES[connection.vendor, state] = order
    key = written(uuid.uuid4())
    deadlines = rows("orders_deadline", "order_id = %s AND stopped_at IS NULL", order)
    return raw.Rows(
        order={**rows("orders_order", "id = %s", order)[0], "id": key, "number": raw.SEQ},
        deadlines=[{**_without_key(row), "order_id": key} for row in deadlines],
    )


def rows(table: str, where: str, order: Order) -> list[dict[str, Any]]:
    """What the table holds of an order, as the bare driver takes it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {where}", [written(order.pk)])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def written(key: uuid.UUID) -> Any:
    """A key as the database writes it."""
    return key.hex if connection.vendor == "sqlite" else key


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


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
