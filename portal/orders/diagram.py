"""The table of states.py as a page that people read: one Mermaid diagram, one table. No database."""

from collections.abc import Iterable

from portal.orders.states import (
    BY_RATING,
    EDGES,
    ENDS,
    NOT_YET,
    NOTES,
    ROAD,
    Edge,
    State,
    Who,
)

PAGE = """# States of an order

Written by `manage.py states_diagram` from `portal/orders/states.py`; `make check` refuses a stale one.
The main road is {road}.
The ends are {ends}. An arrow marked "later" stands in the table but is not built yet.

```mermaid
stateDiagram-v2
    [*] --> placed
{arrows}
```

| From | Verb | To | Who | Requires | Built |
|---|---|---|---|---|---|
{rows}
"""


def page() -> str:
    """The whole text of docs/states.md."""
    return PAGE.format(
        road=" → ".join(ROAD),
        ends=", ".join(state for state in State.values if state in ENDS),
        arrows="\n".join(_arrows()),
        rows="\n".join(_row(edge) for edge in (*EDGES, *NOTES)),
    )


def _arrows() -> Iterable[str]:
    for edge in EDGES:
        later = " (later)" if _built(edge) == "later" else ""
        yield f"    {edge.source} --> {edge.target}: {edge.verb}{later}"
    for state in State.values:
        if state in ENDS:
            yield f"    {state} --> [*]"


def _row(edge: Edge) -> str:
    who = ", ".join(who for who in Who if who in edge.who)
    cells = (edge.source, edge.verb, edge.target, who, ", ".join(edge.requires), _built(edge))
    return f"| {' | '.join(cells)} |"


def _built(edge: Edge) -> str:
    if edge.verb in BY_RATING:
        return "by a rating" if Who.RESIDENT in edge.who else "later"
    return "later" if edge.verb in NOT_YET else "yes"
