"""Handing in a file, checking it, importing it. Each line becomes an order in a transaction of its own."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.exchange.fields import cell
from portal.exchange.judging import Judge, Judged, known_keys
from portal.exchange.models import Batch, Line, Source
from portal.exchange.rules import (
    check_columns,
    check_importer,
    check_keeper,
    check_own,
    check_places,
    why_not_read,
)
from portal.ledger.append import append
from portal.orders.commands import place
from portal.people.actors import actor_code
from portal.people.models import User
from portal.sheets.reading import Table

SLICE = 500
# One turn of the clock: the worker has followers to run as well.
TURN_SECONDS = 12.0


@transaction.atomic
def hand_in(source: Source, table: Table, *, file_name: str, by: User, at: datetime) -> Batch:
    """Keep every line of the file, as it came. Raises Refused to who enters no orders."""
    check_importer(by)
    batch = Batch.objects.create(
        source=source, file_name=file_name[:120], headings=list(table.headings), by=by, at=at
    )
    lines = (Line(batch=batch, number=number, cells=list(cells)) for number, cells in table.rows)
    Line.objects.bulk_create(lines, batch_size=SLICE)
    return batch


@transaction.atomic
def add_source(*, code: str, name: str, channel: str, by: User, at: datetime) -> Source:
    """Another system whose files are imported. Its code is part of its orders' keys and stays.

    Raises Refused to who keeps no sources, and where the code is taken.
    """
    check_keeper(by)
    source, added = Source.objects.get_or_create(
        code=code, defaults={"name": name.strip(), "channel": channel}
    )
    if not added:
        raise Refused(_("There is a source of this code already."))
    append("source.added", f"source:{source.pk}", by=actor_code(by), at=at,
           details={"code": code, "channel": channel})  # fmt: skip
    return source


@transaction.atomic
def match(
    source: Source, *, columns: dict[str, str], matters: dict[str, str], areas: dict[str, str],
    by: User, at: datetime,
) -> Source:  # fmt: skip
    """Say how the source's columns and words are read, for everybody; a word read as "" is forgotten.

    Raises Refused when a needed column is missing, for a community that is not theirs, and to who
    keeps no sources.
    """
    check_keeper(by)
    source = Source.objects.select_for_update().get(pk=source.pk)
    check_columns(columns)
    check_places(source, areas, by)
    source.columns = columns
    source.matters = _said(source.matters, matters)
    source.areas = _said(source.areas, areas)
    source.save(update_fields=["columns", "matters", "areas"])
    append("source.matched", f"source:{source.pk}", by=actor_code(by), at=at)
    return source


def _said(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    return {word: code for word, code in {**before, **now}.items() if code}


@transaction.atomic
def check(batch: Batch, *, by: User) -> Batch:
    """The dry run: what each line would become. Places nothing; may be run again after matching.

    Raises Refused once the import has begun, where the file has not the source's columns, and to anybody
    but who handed it in.
    """
    batch = _locked(batch, Batch.State.READ, Batch.State.CHECKED)
    check_own(batch, by)
    if sentence := why_not_read(batch.source, batch.headings):
        raise Refused(sentence)
    judge, lines = _judge(batch, by), []
    for line in batch.lines.all():
        line.outcome, line.problem, line.order_id = _seen(
            judge.judge(line.number, _cells(batch, line))
        )
        lines.append(line)
    Line.objects.bulk_update(lines, ["outcome", "problem", "order"], batch_size=SLICE)
    batch.state = Batch.State.CHECKED
    batch.save(update_fields=["state"])
    return batch


@transaction.atomic
def start(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Let the worker import what was checked.

    Raises Refused when there is nothing to import, and to anybody but who handed it in.
    """
    batch = _locked(batch, Batch.State.CHECKED)
    check_own(batch, by)
    new = batch.lines.filter(outcome=Line.Outcome.NEW).count()
    if not new:
        raise Refused(_("There is no line to import."))
    batch.state = Batch.State.RUNNING
    batch.save(update_fields=["state"])
    append("import.started", f"import:{batch.pk}", by=actor_code(by), at=at,
           details={"source": batch.source.code, "lines": new})  # fmt: skip
    return batch


def carry_on(*, at: datetime, moment: Callable[[], float] = time.monotonic) -> int:
    """Import lines of the batches under way until the turn is over; how many were placed.

    Stopped anywhere, it goes on where it was: a line's order has the key of its number.
    """
    until, placed = moment() + TURN_SECONDS, 0
    for batch in Batch.objects.filter(state=Batch.State.RUNNING).select_related("source", "by"):
        waiting = batch.lines.filter(outcome=Line.Outcome.NEW)
        while (slice_ := list(waiting[:SLICE])) and moment() < until:
            placed += _import(batch, slice_, at, until, moment)
        if not waiting.exists():
            _finish(batch, at)
    return placed


def _import(
    batch: Batch, lines: list[Line], at: datetime, until: float, moment: Callable[[], float]
) -> int:
    judge, placed = _judge(batch, batch.by, lines), 0
    for line in lines:
        if moment() >= until:
            break
        placed += _import_line(batch, line, judge.judge(line.number, _cells(batch, line)), at)
    return placed


def _import_line(batch: Batch, line: Line, judged: Judged, at: datetime) -> int:
    """One line. What a rule refuses meanwhile is told on the line, and the next one goes on."""
    line.outcome, line.problem, line.order_id = _seen(judged)
    if judged.intake:
        try:
            line.order = place(judged.intake, by=batch.by, at=at)
            line.outcome = Line.Outcome.PLACED
        except Refused as refusal:
            line.outcome, line.problem = Line.Outcome.BAD, str(refusal)[:200]
    elif judged.known:
        # Ours from before a stop: the order is there, only the line did not know.
        line.outcome = Line.Outcome.PLACED
    line.save(update_fields=["outcome", "problem", "order"])
    return int(line.outcome == Line.Outcome.PLACED)


@transaction.atomic
def _finish(batch: Batch, at: datetime) -> None:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Batch.State.RUNNING:
        return
    batch.state, batch.done_at = Batch.State.DONE, at
    batch.save(update_fields=["state", "done_at"])
    placed = batch.lines.filter(outcome=Line.Outcome.PLACED).count()
    append(
        "import.done", f"import:{batch.pk}", by="clock:import", at=at, details={"placed": placed}
    )


def _judge(batch: Batch, person: User, lines: list[Line] | None = None) -> Judge:
    rows = batch.lines.all() if lines is None else lines
    numbers = [cell(_cells(batch, line), batch.source.columns, "number") for line in rows]
    return Judge(batch.source, person, known_keys(batch.source, numbers))


def _cells(batch: Batch, line: Line) -> dict[str, str]:
    return dict(zip(batch.headings, line.cells, strict=False))


def _seen(judged: Judged) -> tuple[str, str, UUID | None]:
    if judged.problem:
        return Line.Outcome.BAD, judged.problem[:200], None
    if judged.known:
        return Line.Outcome.KNOWN, "", judged.known
    return Line.Outcome.NEW, "", None


def _locked(batch: Batch, *states: str) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("source").get(pk=batch.pk)
    if batch.state not in states:
        raise Refused(_("This file is being imported already, or it is done."))
    return batch
