"""docs/states.md is drawn from the table, and a stale one is refused."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from portal.orders.diagram import page
from portal.orders.states import EDGES, NOTES


def test_the_page_in_the_repository_is_fresh():
    assert (settings.BASE_DIR / "docs" / "states.md").read_text() == page()
    call_command("states_diagram", "--check")  # raises where it is stale


@pytest.mark.parametrize("edge", EDGES, ids=lambda e: f"{e.source}-{e.verb}-{e.target}")
def test_every_edge_is_drawn(edge):
    assert f"    {edge.source} --> {edge.target}: {edge.verb}" in page()


def test_every_edge_and_note_has_its_row():
    rows = [line for line in page().splitlines() if line.startswith("| ")]
    assert len(rows) == len(EDGES) + len(NOTES) + 1


def test_a_stale_page_is_refused_and_a_written_one_is_not(tmp_path):
    (tmp_path / "docs").mkdir()
    with override_settings(BASE_DIR=tmp_path):
        with pytest.raises(CommandError, match="stale"):
            call_command("states_diagram", "--check")
        call_command("states_diagram")
        call_command("states_diagram", "--check")
