"""The table of states.py as a page that people read: one Mermaid diagram, one table. No database."""

from collections.abc import Iterable

from portal.orders.states import (
    EDGES,
    ENDS,
    NOTES,
    ROAD,
    Edge,
    State,
    Who,
)

PAGE = """# States of an order

Written by `manage.py states_diagram` from `portal/orders/states.py`; `make check` refuses a stale one.
The main road is {road}.
The ends are {ends}.

```mermaid
stateDiagram-v2
    [*] --> placed
{arrows}
```

| From | Verb | To | Who | Requires |
|---|---|---|---|---|
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
        yield f"    {edge.source} --> {edge.target}: {edge.verb}"
    for state in State.values:
        if state in ENDS:
            yield f"    {state} --> [*]"


def _row(edge: Edge) -> str:
    who = ", ".join(who for who in Who if who in edge.who)
    cells = (edge.source, edge.verb, edge.target, who, ", ".join(edge.requires))
    return f"| {' | '.join(cells)} |"
