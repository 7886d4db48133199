"""What the table is by itself: a graph without dead ends, loose ends or ways down."""

import pytest

from portal.orders import states
from portal.orders.states import EDGES, ENDS, NOTES, OPEN, ROAD, State, Verb

ALL = (*EDGES, *NOTES)


def reached(edges):
    found, grown = {State.PLACED}, True
    while grown:
        more = {edge.target for edge in edges if edge.source in found} - found
        found, grown = found | more, bool(more)
    return found


def test_every_state_is_reached_from_placed():
    assert reached(EDGES) == set(State)


def test_every_state_is_open_or_an_end():
    assert set(State) == OPEN | ENDS
    assert not OPEN & ENDS


@pytest.mark.parametrize(
    ("end", "ways_out"),
    [
        (State.CLOSED, {Verb.REDO, Verb.ESCALATE}),
        (State.DECLINED, set()),
        (State.WITHDRAWN, set()),
        (State.MERGED, {Verb.UNMERGE}),
    ],
)
def test_an_end_has_no_way_out_but_the_tables(end, ways_out):
    assert {edge.verb for edge in EDGES if edge.source == end} == ways_out


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_order_can_always_go_on(state):
    assert [edge for edge in EDGES if edge.source == state]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_order_can_always_reach_an_end(state):
    found, grown = {state}, True
    while grown:
        more = {edge.target for edge in EDGES if edge.source in found} - found
        found, grown = found | more, bool(more)
    assert State.CLOSED in found


def test_the_main_road_is_in_the_table():
    steps = {(edge.source, edge.target) for edge in EDGES}
    assert set(zip(ROAD, ROAD[1:], strict=False)) <= steps


def test_notes_leave_the_order_where_it_stands():
    assert all(edge.source == edge.target for edge in NOTES)


def test_no_edge_stands_in_the_table_twice():
    assert len({(edge.source, edge.verb, edge.target, edge.who) for edge in ALL}) == len(ALL)


def test_every_verb_has_an_edge_and_every_edge_somebody():
    assert {edge.verb for edge in ALL} == set(Verb)
    assert all(edge.who for edge in ALL)


def test_a_unit_hands_nothing_down_unowned():
    """What leaves a handler goes to the resident's rating or back to the owner, never further."""
    given_on = {e.target for e in EDGES if e.who == {states.Who.HANDLER}}
    assert given_on == {
        State.ACCEPTED, State.ANSWERED, State.ADMITTED, State.ESCALATED,
    }  # fmt: skip
