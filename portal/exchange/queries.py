"""Reading imports: each person's own, and all of them for who administers."""

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from portal.exchange.fields import WRITTEN, cell
from portal.exchange.models import Batch, Line
from portal.orders.models import Answer, Order, Rating
from portal.people.models import User


def batches_of(person: User) -> QuerySet[Batch]:
    """What this person handed in: the cells are residents' words, and nobody else's business."""
    return Batch.objects.filter(by=person).select_related("source")


def counts(batch: Batch) -> dict[str, int]:
    """How many lines of each outcome."""
    found = batch.lines.order_by().values_list("outcome").annotate(n=Count("pk"))
    return dict.fromkeys(Line.Outcome.values, 0) | dict(found)


def strange_words(batch: Batch, name: str, known: set[str]) -> list[str]:
    """Words of a column that match nothing yet, most frequent first; at most a hundred."""
    found: dict[str, int] = {}
    for line in batch.lines.all():
        word = cell(dict(zip(batch.headings, line.cells, strict=False)), batch.source.columns, name)
        if word and word not in known:
            found[word] = found.get(word, 0) + 1
    return sorted(found, key=lambda word: (-found[word], word))[:100]


def results(batch: Batch) -> tuple[list[str], list[list[str]]]:
    """The file in the shape it came, with what became of each line in the columns kept for it."""
    columns = dict(batch.source.columns)
    headings = list(batch.headings)
    for field in WRITTEN:
        if columns.get(field.name) not in headings:
            columns[field.name] = field.known_as[0]
            if field.known_as[0] not in headings:
                headings.append(field.known_as[0])
    places = {name: headings.index(columns[name]) for name in (f.name for f in WRITTEN)}
    return headings, [_filled(line, places, len(headings)) for line in _with_orders(batch)]


def _with_orders(batch: Batch) -> QuerySet[Line]:
    orders = Order.objects.only(
        "number", "state", "ended_at", "matter_id", "redo_count"
    ).prefetch_related(
        Prefetch("answers_given", Answer.objects.order_by("-round")),
        Prefetch("ratings", Rating.objects.order_by("-round")),
    )
    return batch.lines.prefetch_related(Prefetch("order", orders))


def _filled(line: Line, places: dict[str, int], width: int) -> list[str]:
    cells = [*line.cells, *[""] * (width - len(line.cells))]
    values = _outcome(line.order) if line.order else {"state": line.problem}
    for name, value in values.items():
        if value:
            cells[places[name]] = value
    return cells


def _outcome(order: Order) -> dict[str, str]:
    # Whoever handled it reads no rating before the end; a file knows not who reads it.
    answers, ratings = (
        list(order.answers_given.all()),
        list(order.ratings.all()) if order.ended_at else [],
    )
    return {
        "state": order.get_state_display(),
        "result": answers[0].done if answers else "",
        "ended": timezone.localtime(order.ended_at).strftime("%Y-%m-%d %H:%M")
        if order.ended_at
        else "",
        "solved": ratings[0].get_solved_display() if ratings else "",
        "satisfied": ratings[0].get_satisfied_display() if ratings else "",
    }
