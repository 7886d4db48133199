"""The desk's pages."""

import pytest

from portal.people.roles import Role
from portal.places.commands import appoint
from tests.support.town import SETUP, SINCE, order_in


def test_mine_and_to_grab(town, as_):
    grab, mine, answered = (order_in(town, s) for s in ("dispatched", "accepted", "answered"))
    context = as_("handler").get("/desk/").context
    assert (list(context["mine"]), list(context["to_grab"])) == ([mine], [grab])
    assert list(context["answered"]) == [answered]
    other = as_("second_handler").get("/desk/").context
    assert (list(other["mine"]), list(other["to_grab"])) == ([], [grab])


@pytest.mark.parametrize(("who", "office"), [("clerk", True), ("nobody", False)])
def test_without_a_handlers_post_one_is_told_where_to_go(town, as_, who, office):
    page = as_(who).get("/desk/").content.decode()
    assert ('href="/admin/"' in page) is office


def test_a_clerk_with_a_handlers_post_sees_only_the_teams_orders(town, as_):
    appoint(
        town.clerk, organisation=town.other_team, role=Role.HANDLER, since=SINCE, by=SETUP,
        at=order_in(town, "placed").placed_at,
    )  # fmt: skip
    order = order_in(town, "dispatched")
    assert as_("clerk").get("/desk/").status_code == 200
    assert as_("clerk").get(f"/desk/{order.number}/").status_code == 404


@pytest.mark.parametrize("state", ["dispatched", "accepted", "answered"])
def test_the_page_runs_no_inline_script(town, as_, state):
    page = as_("handler").get(f"/desk/{order_in(town, state).number}/").content.decode()
    assert "<script>" not in page
    assert "style=" not in page
