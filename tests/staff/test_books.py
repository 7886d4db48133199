"""Reconciliation, followers and parked entries as staff see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from portal.ledger import follow, naming
from portal.ledger.models import Bookmark, Entry, Parked
from tests.staff.followers import Reader, Stumbler
from tests.support.servers import ROOT
from tests.support.town import order_in

APPENDED = re.compile(r"append\(\s*\"([a-z]+\.[a-z_]+)\"")
FOLLOWERS = ["tests.staff.followers.Reader", "tests.staff.followers.Stumbler"]


def lose(order):
    """Below every rule: the row and its clocks go, what the ledger says of them stays."""
    mine = "SELECT id FROM orders_order WHERE number = %s"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM orders_deadline WHERE order_id IN ({mine})", [order.number])
        cursor.execute("DELETE FROM orders_order WHERE number = %s", [order.number])


def test_the_balance_agrees(town, as_):
    order_in(town, "closed")
    answer = as_("auditor").get("/admin/reconciliation/")
    assert [(line["rows"], line["ledger"]) for line in answer.context["lines"]][:3] == [
        (1, 1), (0, 0), (1, 1),
    ]  # fmt: skip
    assert "ew-wrong" not in answer.content.decode()


def test_a_lost_row_is_red(town, as_):
    order = order_in(town, "placed")
    lose(order)
    answer = as_("coordinator").get("/admin/reconciliation/")
    assert not answer.context["balance"].agrees
    assert "ew-wrong" in answer.content.decode()


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_home_says_whether_the_books_agree(town, as_, who):
    order = order_in(town, "placed")
    Parked.objects.create(
        follower="x", entry_id=1, reason="old", parked_at=order.placed_at, settled_at=None
    )
    home = as_(who).get("/admin/").content.decode()
    assert "收到 1 = 在办 1 + 办结 0" in home
    assert "账账相符" in home
    assert "有 1 条停放的条目" in home
    lose(order)
    assert "账账相符" not in as_(who).get("/admin/").content.decode()


def test_home_of_others_has_no_books(town, as_):
    assert "停放" not in as_("clerk").get("/admin/").content.decode()


def test_lag_and_parked_entries(town, as_, settings):
    settings.ECHOWALL_FOLLOWERS = FOLLOWERS
    now = Entry.objects.order_by("seq").last().at
    follow.drain(Reader(), lambda: now)
    answer = as_("auditor").get("/admin/followers/")
    assert [p.behind for p in answer.context["progress"]][0] == 0
    assert [p.behind for p in answer.context["progress"]][1] > 0


@pytest.mark.parametrize(("name", "settled"), [("reader", True), ("stumbler", False), ("x", False)])
def test_try_again(town, as_, settings, name, settled):
    settings.ECHOWALL_FOLLOWERS = FOLLOWERS
    entry = Entry.objects.order_by("seq").first()
    parked = Parked.objects.create(follower=name, entry=entry, reason="old", parked_at=entry.at)
    url = f"/admin/followers/parked/{parked.pk}/retry/"
    page = as_("administrator").post(url, follow=True).content.decode()
    parked.refresh_from_db()
    assert (parked.settled_at is not None) is settled
    assert ("ValueError" in page) is (name == "stumbler")


def test_a_parked_entry_is_seen(town, as_, settings):
    settings.ECHOWALL_FOLLOWERS = ["tests.staff.followers.Stumbler"]
    now = Entry.objects.order_by("seq").last().at
    for _try in range(follow.MOST_ATTEMPTS):
        follow.advance(Stumbler(), now)
        now += timedelta(hours=1)
    assert Bookmark.objects.get(follower="stumbler").seq == 1
    page = as_("auditor").get("/admin/followers/").content.decode()
    assert "ValueError" in page
    assert "still broken" not in page


@pytest.mark.parametrize(
    ("words", "found"), [("", 4), ("1", 1), ("post.", 3), ("order:", 1), ("nothing", 0), ("\0", 4)]
)
def test_the_ledger_is_read(town, as_, words, found):
    order_in(town, "placed")
    posts = Entry.objects.filter(verb__startswith="post.").count()
    expected = {4: posts + 1, 3: posts}.get(found, found)
    answer = as_("auditor").get("/admin/ledger/", {"q": words})
    assert answer.context["result_count"] == expected


def test_the_ledger_speaks_in_words(town, as_):
    order = order_in(town, "admitted")
    town.clerk.display_name = "周敏"
    town.clerk.save()
    page = as_("auditor").get("/admin/ledger/").content.decode()
    assert "社区已受理 · order.admitted" in page
    assert f"{order.number} · {order.subject}" in page
    assert f"周敏 · staff:{town.clerk.pk}" in page
    assert order.contact_name not in page


def test_every_verb_that_is_written_has_words(town, as_):
    """A code alone tells an auditor nothing; a verb that is new here needs its words."""
    acts = ("published", "scheduled", "unpublished", "deleted")
    made = {f"{kind}.{act}" for kind in ("case", "page", "matter") for act in acts}
    made |= {f"{kind}.changed" for kind in ("area", "organisation", "category")} | {"page.moved"}
    for file in ROOT.glob("portal/*/**/commands*/*.py"), ROOT.glob("portal/*/commands.py"):
        made |= {verb for one in file for verb in APPENDED.findall(one.read_text())}
    as_("auditor").get("/admin/")  # the rooms register their words with their place in the admin
    assert len(made) > 20
    assert made - set(naming.VERBS) == set()


def test_followers_have_names(town, as_):
    page = as_("auditor").get("/admin/followers/").content.decode()
    assert "案例 <span" in page
    assert "搜索 <span" in page
