"""Every address of the staff side, asked for by the right person and by each wrong one."""

import pytest

from portal.ledger.models import Entry, Parked
from tests.staff.photos import with_photo
from tests.support.town import order_in

EVERYBODY = ("anonymous", "clerk", "other_clerk", "coordinator", "handler", "second_handler",
             "other_handler", "editor", "reviewer", "auditor", "administrator", "nobody")  # fmt: skip
STAFF = {"clerk", "coordinator"}
TEAM = {"handler", "second_handler"}

# Address, state of the order, who gets it.
PAGES = [
    ("/admin/orders/", "placed", STAFF | {"other_clerk", "editor", "reviewer"}),
    ("/admin/orders/{number}/", "placed", STAFF),
    ("/admin/orders/{number}/", "accepted", STAFF),
    ("/admin/orders/{number}/", "closed", STAFF | {"editor", "reviewer"}),
    ("/admin/orders/{number}/admit/", "placed", STAFF),
    ("/admin/orders/{number}/dispatch/", "admitted", STAFF),
    ("/admin/orders/{number}/return_for_info/", "placed", STAFF),
    ("/admin/orders/{number}/decline/", "placed", STAFF),
    ("/admin/orders/{number}/close/", "answered", STAFF),
    ("/admin/orders/{number}/photos/{photo}/", "placed", STAFF),
    ("/admin/orders/{number}/contact/", "placed", STAFF),
    ("/admin/orders/enter/", "placed", STAFF | {"other_clerk"}),
    ("/admin/orders/agenda/", "placed", STAFF | {"other_clerk"}),
    ("/admin/orders/clocks/", "placed", {"coordinator", "auditor", "administrator"}),
    ("/admin/orders/export/", "placed", STAFF | {"other_clerk"}),
    ("/admin/orders/bulk/?order={number}", "admitted", STAFF),
    ("/admin/reconciliation/", "placed", {"coordinator", "auditor", "administrator"}),
    ("/admin/followers/", "placed", {"auditor", "administrator"}),
    ("/admin/ledger/", "placed", {"auditor", "administrator"}),
    ("/admin/posts/", "placed", {"administrator"}),
    ("/admin/posts/appoint/", "placed", {"administrator"}),
    ("/admin/accounts/", "placed", {"administrator"}),
    ("/admin/accounts/open/", "placed", {"administrator"}),
    ("/admin/organisations/", "placed", {"administrator"}),
    ("/admin/areas/", "placed", {"administrator"}),
    ("/desk/{number}/", "dispatched", TEAM),
    ("/desk/{number}/", "accepted", TEAM),
    ("/desk/{number}/", "closed", set()),
    ("/desk/{number}/", "placed", set()),
    ("/desk/{number}/accept/", "dispatched", TEAM),
    ("/desk/{number}/record_contact/", "accepted", TEAM),
    ("/desk/{number}/answer/", "accepted", TEAM),
    ("/desk/{number}/turn_down/", "accepted", TEAM),
    ("/desk/{number}/photos/{photo}/", "dispatched", TEAM),
]


@pytest.mark.parametrize(("address", "state", "allowed"), PAGES)
def test_page(town, as_, address, state, allowed):
    order = order_in(town, state)
    url = address.format(number=order.number, photo=with_photo(order).pk)
    answers = {who: as_(who).get(url) for who in EVERYBODY}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == allowed
    for who, answer in answers.items():
        if who in allowed:
            assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        else:
            assert answer.status_code in (302, 404)
            assert order.text not in answer.content.decode()


# Verb, state before, what is typed, who may, state after.
ACTS = [
    ("/admin/orders/{number}/admit/", "placed", {}, STAFF, "admitted"),
    ("/admin/orders/{number}/dispatch/", "admitted", {"to": "team"}, STAFF, "dispatched"),
    ("/admin/orders/{number}/close/", "answered", {}, STAFF, "closed"),
    ("/admin/orders/{number}/return_for_info/", "placed", {"missing": "哪一栋？"}, STAFF, "returned"),
    ("/admin/orders/{number}/decline/", "placed", {"reason": "属于法院", "channel": "法院"}, STAFF,
     "declined"),
    ("/desk/{number}/accept/", "dispatched", {}, TEAM, "accepted"),
    ("/desk/{number}/turn_down/", "dispatched", {"reason": "缺工具"}, TEAM, "admitted"),
    ("/desk/{number}/turn_down/", "accepted", {"reason": "缺工具"}, {"handler"}, "admitted"),
    ("/desk/{number}/record_contact/", "accepted", {"note": "明天到"}, {"handler"}, "accepted"),
    ("/desk/{number}/answer/", "accepted",
     {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "今天"}, {"handler"}, "answered"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "state", "typed", "allowed", "after"), ACTS)
def test_act(town, as_, address, state, typed, allowed, after):
    order = order_in(town, state)
    url = address.format(number=order.number)
    typed = {"to": town.team.pk} if "to" in typed else typed
    steps = Entry.objects.count()
    for who in set(EVERYBODY) - allowed:
        as_(who).post(url, typed)
        order.refresh_from_db()
        assert (order.state, Entry.objects.count()) == (state, steps), who
    as_(sorted(allowed)[0]).post(url, typed)
    order.refresh_from_db()
    assert (order.state, Entry.objects.count()) == (after, steps + 1)


def test_try_again_is_for_administrators(town, as_, settings):
    settings.ECHOWALL_FOLLOWERS = ["tests.staff.followers.Reader"]
    entry = Entry.objects.order_by("seq").first()
    parked = Parked.objects.create(
        follower="reader", entry=entry, reason="ValueError x.py:1", parked_at=entry.at
    )
    settled = set()
    for who in sorted(EVERYBODY, key=lambda name: name == "administrator"):
        as_(who).post(f"/admin/followers/parked/{parked.pk}/retry/")
        parked.refresh_from_db()
        settled |= {who} if parked.settled_at else set()
    assert settled == {"administrator"}


@pytest.mark.parametrize("action", ["create", "edit", "delete", "history", "inspect"])
def test_modeladmin_has_no_back_door(town, as_, action):
    order = order_in(town, "placed")
    addresses = [f"/admin/orders/{action}/", f"/admin/orders/{action}/{order.pk}/"]
    assert [as_("clerk").get(url).status_code for url in addresses] == [404, 404]


@pytest.mark.parametrize("who", ["clerk", "editor"])
def test_the_address_names_no_column(town, as_, who):
    order_in(town, "closed")
    probe = as_(who).get("/admin/orders/", {"handler__password__startswith": "never"})
    assert [row.order.number for row in probe.context["rows"]] == ["2026-000001"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("clerk", False), ("editor", False), ("handler", True), ("second_handler", False)],
)
def test_contact_data(town, as_, who, sees):
    order = order_in(town, "closed" if who == "editor" else "accepted")
    side = "desk" if "handler" in who else "admin/orders"
    page = as_(who).get(f"/{side}/{order.number}/").content.decode()
    assert ("13800138000" in page) is sees


def test_contact_data_only_after_accepting(town, as_):
    order = order_in(town, "dispatched")
    assert "13800138000" not in as_("handler").get(f"/desk/{order.number}/").content.decode()


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("clerk", {"/admin/orders/"}),
        ("coordinator", {"/admin/orders/", "/admin/reconciliation/"}),
        ("editor", {"/admin/orders/"}),
        ("auditor", {"/admin/reconciliation/", "/admin/followers/", "/admin/ledger/"}),
        ("administrator", {"/admin/reconciliation/", "/admin/followers/", "/admin/ledger/"}),
    ],
)
def test_menu(town, as_, who, shown):
    page = as_(who).get("/admin/").content.decode()
    ours = {"/admin/orders/", "/admin/reconciliation/", "/admin/followers/", "/admin/ledger/"}
    assert {url for url in ours if f'"{url}"' in page.replace("&quot;", '"')} == shown


@pytest.mark.parametrize(
    ("who", "state", "sees"),
    [
        ("handler", "dispatched", True),
        ("second_handler", "dispatched", True),
        ("handler", "accepted", True),
        ("second_handler", "accepted", False),
    ],
)
def test_where_exactly(town, as_, who, state, sees):
    order = order_in(town, state, place="3号楼601室")
    assert ("601" in as_(who).get(f"/desk/{order.number}/").content.decode()) is sees
