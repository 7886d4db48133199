"""Ten thousand lines of another system: read, checked, imported, handed in again.

`python -m bench.imports`: seconds of each on each database, and a line beside one `place` of its own.
"""

import io
import time
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from bench import ground
from portal.exchange import commands
from portal.exchange.fields import guessed
from portal.exchange.models import Batch, Source
from portal.orders.models import Order
from portal.sheets.reading import read
from portal.sheets.writing import csv_bytes
from tests.support.town import Town, build_town, place_order

LINES = 10_000
HEADINGS = ("工单编号", "问题分类", "主要内容", "来电人", "来电人电话", "村/社区", "小区点位")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def file_of(lines: int) -> bytes:
    rows = (
        (f"A-{n}", "楼道灯维修", f"三楼灯不亮 {n}", "张女士", "13800138000", "桂雨社区", "3幢")
        for n in range(lines)
    )
    return csv_bytes(HEADINGS, rows)


def handed_in(town: Town, content: bytes) -> Batch:
    now = timezone.now()
    table = read(io.BytesIO(content))
    source = commands.match(
        Source.objects.get(code="12345"), columns=guessed(table.headings, {}), matters={}, areas={},
        by=town.coordinator, at=now,
    )  # fmt: skip
    return commands.hand_in(source, table, file_name="12345.csv", by=town.clerk, at=now)


def imported(batch: Batch, town: Town) -> None:
    commands.start(batch, by=town.clerk, at=timezone.now())
    while commands.carry_on(at=timezone.now()):
        pass


def measure(vendor: str) -> str:
    town, content = build_town(), file_of(LINES)
    alone, _done = timed(lambda: [place_order(town) for _n in range(200)])
    read_s, batch = timed(lambda: handed_in(town, content))
    check_s, _checked = timed(lambda: commands.check(batch, by=town.clerk))
    import_s, _none = timed(lambda: imported(batch, town))
    orders = Order.objects.count()
    again_s, again = timed(lambda: commands.check(handed_in(town, content), by=town.clerk))
    known = again.lines.filter(outcome="known").count()
    ratio = import_s / LINES / (alone / 200)
    return (
        f"{vendor:9} {LINES} lines: read {read_s:.1f} s, checked {check_s:.1f} s, imported "
        f"{import_s:.0f} s (a line costs {ratio:.2f} of a single place); handed in again "
        f"{again_s:.1f} s, {known} known, {Order.objects.count() - orders} new"
    )


def main() -> None:
    for vendor in ground.vendors():
        with ground.database(vendor):
            print(measure(vendor))


if __name__ == "__main__":
    main()
