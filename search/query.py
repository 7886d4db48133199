"""From what a person typed to what an engine is asked; any junk is a question, never an error."""

from collections.abc import Iterator
from dataclasses import dataclass

from search import analysis
from search.engines.base import Engine, Hits
from search.plan import Clause, Plan

LONGEST = 200
PAGE_SIZE = 20
# Elasticsearch counts no further than its first 10,000 hits; neither does a person.
DEEPEST = 10_000
_MOST_CLAUSES = 32
_SHARE = 0.6


@dataclass(frozen=True)
class Query:
    """Words as typed, the kinds wanted (none: all), the page counted from one."""

    words: str
    kinds: tuple[str, ...] = ()
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def offset(self) -> int:
        last = DEEPEST // self.size
        return (min(max(self.page, 1), last) - 1) * self.size


@dataclass(frozen=True)
class Found:
    """The hits, and the folded runs that found them, for the highlights."""

    hits: Hits
    terms: tuple[str, ...] = ()


def plans(words: str) -> Iterator[Plan]:
    """The strictest reading first: every run as it stands; then three of five of its words."""
    runs = analysis.runs(words[:LONGEST])
    whole = _clauses(runs)
    if whole:
        yield Plan(whole, required=len(whole))
    split = _clauses([word for run in runs for word in analysis.words(run)])
    telling = tuple(clause for clause in split if not clause.is_prefix)
    if telling and telling != whole:
        yield Plan(telling, required=max(1, round(len(telling) * _SHARE)))


def search(engine: Engine, query: Query) -> Found:
    """The first reading that finds anything of any kind. Raises what the engine raises."""
    for plan in plans(query.words):
        hits = engine.find(plan, query.kinds, query.offset, query.size)
        if hits.kinds:
            return Found(hits, tuple(clause.text for clause in plan.clauses))
    return Found(Hits())


def _clauses(runs: list[str]) -> tuple[Clause, ...]:
    """Each run once, in order."""
    return tuple(Clause(run) for run in dict.fromkeys(runs))[:_MOST_CLAUSES]
