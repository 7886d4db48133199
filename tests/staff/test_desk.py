"""The desk's pages."""

import pytest

from portal.orders import commands
from portal.orders.tones import TONES
from portal.people.roles import Role
from portal.places.commands import appoint
from tests.support.town import SETUP, SINCE, order_in, resident_of


def test_mine_and_to_grab(town, as_):
    grab, mine, answered = (order_in(town, s) for s in ("dispatched", "accepted", "answered"))
    context = as_("handler").get("/desk/").context
    assert (list(context["mine"]), list(context["to_grab"])) == ([mine], [grab])
    assert list(context["answered"]) == [answered]
    other = as_("second_handler").get("/desk/").context
    assert (list(other["mine"]), list(other["to_grab"])) == ([], [grab])


@pytest.mark.parametrize("state", ["dispatched", "accepted"])
def test_a_state_looks_alike_in_the_list_and_on_the_order(town, as_, state):
    order, client = order_in(town, state), as_("handler")
    for address in ("/desk/", f"/desk/{order.number}/"):
        assert f"chip--{TONES[state]}" in client.get(address).content.decode()


@pytest.mark.parametrize(("address", "led"), [("/desk/2026-999999/", True), ("/nowhere/", False)])
def test_an_order_that_is_not_there_leads_back_to_the_desk(town, as_, address, led):
    page = as_("handler").get(address)
    assert page.status_code == 404
    assert ("返回接单台" in page.content.decode()) is led


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


@pytest.mark.parametrize(("state", "who", "shown"), [
    ("dispatched", "clerk", False), ("accepted", "clerk", False), ("accepted", "handler", True),
])  # fmt: skip
def test_who_is_a_clerk_besides_opens_no_contact_at_the_desk(town, as_, state, who, shown):
    """In the admin it is opened with a reason, and logged."""
    order = order_in(town, state)
    appoint(town.clerk, organisation=town.team, role=Role.HANDLER, since=SINCE, by=SETUP,
            at=order.placed_at)  # fmt: skip
    page = as_(who).get(f"/desk/{order.number}/").content.decode()
    assert order.number in page
    assert ("13800138000" in page) is shown


@pytest.mark.parametrize("state", ["dispatched", "accepted", "answered"])
def test_the_page_runs_no_inline_script(town, as_, state):
    page = as_("handler").get(f"/desk/{order_in(town, state).number}/").content.decode()
    assert "<script>" not in page
    assert "style=" not in page


@pytest.mark.parametrize(("who", "read"), [("handler", False), ("clerk", True)])
@pytest.mark.parametrize("address", ["/admin/orders/{}/", "/admin/record/{}/"])
def test_a_handler_who_is_a_clerk_besides_reads_no_rating_before_the_end(
    town, as_, address, who, read
):
    order = order_in(town, "answered")
    commands.rate(order, solved="partly", satisfied=3, by=resident_of(order), at=order.changed_at)
    appoint(town.handler, organisation=town.committee, role=Role.CLERK, since=SINCE, by=SETUP,
            at=order.placed_at)  # fmt: skip
    page = as_(who).get(address.format(order.number)).content.decode()
    assert order.number in page
    assert ("居民已评单" in page) is read
