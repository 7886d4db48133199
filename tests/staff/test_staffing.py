"""Accounts and posts: for administrators, each within their own area, and by commands only."""

import pytest
from wagtail.models import ReferenceIndex

from portal.ledger.models import Entry
from portal.orders.models import Order
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.models import Post
from tests.support.town import SETUP, SINCE, person

NEW = {"username": "wangwu", "display_name": "王五", "password": "a-long-Enough-1"}


@pytest.fixture
def other_administrator(town):
    town.other_administrator = person(
        "other-administrator", Role.ADMINISTRATOR, town.other_committee
    )
    return town.other_administrator


def appointing(town, who="nobody", role=Role.HANDLER, organisation=None):
    organisation = organisation or town.team
    return {
        "person": getattr(town, who).pk, "organisation": organisation.pk, "role": role.value,
        "since": SINCE.isoformat(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "appointed"),
    [("administrator", True), ("other_administrator", False), ("clerk", False)],
)
def test_appointing(town, other_administrator, as_, who, appointed):
    as_(who).post("/admin/posts/appoint/", appointing(town))
    assert Post.objects.filter(person=town.nobody, role=Role.HANDLER).exists() is appointed
    assert Entry.objects.filter(actor=f"staff:{getattr(town, who).pk}").exists() is appointed


@pytest.mark.parametrize(("who", "appointed"), [("nobody", True), ("administrator", False)])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.HANDLER])
def test_nobody_appoints_themselves(town, as_, who, appointed, role):
    """Else one person could write a case, approve it and publish it alone."""
    answer = as_("administrator").post("/admin/posts/appoint/", appointing(town, who, role))
    assert Post.objects.filter(person=getattr(town, who), role=role).exists() is appointed
    assert ("不能给自己任职" in answer.content.decode()) is not appointed


@pytest.mark.parametrize(("who", "relieved"), [("handler", True), ("administrator", False)])
def test_nobody_relieves_themselves(town, as_, who, relieved):
    post = getattr(town, who).posts.get()
    as_("administrator").post(f"/admin/posts/{post.pk}/relieve/", {"until": "2024-05-01"})
    post.refresh_from_db()
    assert (post.until is not None) is relieved


@pytest.mark.parametrize(
    ("who", "relieved"), [("administrator", True), ("other_administrator", False), ("clerk", False)]
)
def test_relieving(town, other_administrator, as_, who, relieved):
    post = town.handler.posts.get()
    as_(who).post(f"/admin/posts/{post.pk}/relieve/", {"until": "2024-05-01"})
    post.refresh_from_db()
    assert (post.until is not None) is relieved


@pytest.mark.parametrize(
    ("until", "shown"), [("2019-01-01", "不能早于"), ("", "until"), ("x", "x")]
)
def test_relieving_refused_keeps_what_was_typed(town, as_, until, shown):
    post = town.handler.posts.get()
    answer = as_("administrator").post(f"/admin/posts/{post.pk}/relieve/", {"until": until})
    assert answer.context["form"].errors
    assert shown in answer.content.decode()


def test_relieving_twice_changes_nothing(town, as_):
    post = town.handler.posts.get()
    url = f"/admin/posts/{post.pk}/relieve/"
    first, second = (as_("administrator").post(url, {"until": day}) for day in ("2024-05-01",
                                                                              "2024-06-01"))  # fmt: skip
    post.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 200)
    assert post.until.isoformat() == "2024-05-01"


@pytest.mark.parametrize(("who", "opened"), [("administrator", True), ("clerk", False)])
def test_opening_an_account(town, as_, who, opened):
    as_(who).post("/admin/accounts/open/", NEW)
    assert User.objects.filter(username="wangwu").exists() is opened
    assert Entry.objects.filter(verb="account.opened").exists() is opened


@pytest.mark.parametrize(
    "change", [{"username": "CLERK"}, {"password": "12345678"}, {"display_name": ""}]
)
def test_an_account_refused_keeps_what_was_typed(town, as_, change):
    answer = as_("administrator").post("/admin/accounts/open/", NEW | change)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert (NEW | change)["username"] in answer.content.decode()
    assert not Entry.objects.filter(verb="account.opened").exists()


@pytest.mark.parametrize("address", ["posts", "accounts", "organisations", "areas"])
def test_lists_show_ones_own_area(town, other_administrator, as_, address):
    def shown(who):
        rows = as_(who).get(f"/admin/{address}/").context["object_list"]
        return {str(row.pk) for row in rows}

    assert shown("other_administrator") < shown("administrator")


@pytest.mark.parametrize("address", ["posts", "accounts", "organisations", "areas", "ledger"])
@pytest.mark.parametrize(
    "asked",
    [{"q": "桂"}, {"o": "-0"}, {"o": "x.9"}, {"p": "-1"}, {"q": "\0"}, {"password__startswith": "x"},
     {"person__password__startswith": "x"}, {"export": "csv"}],
)  # fmt: skip
def test_addresses_that_ask_for_more(town, as_, address, asked):
    answer = as_("administrator").get(f"/admin/{address}/", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    if "q" not in asked:
        assert answer.context["result_count"] == answer.context["all_count"]


@pytest.mark.parametrize("address", ["posts", "accounts", "organisations", "areas", "ledger"])
@pytest.mark.parametrize("action", ["create", "edit/1", "delete/1", "history/1", "inspect/1"])
def test_no_back_door(town, as_, address, action):
    assert as_("administrator").get(f"/admin/{address}/{action}/").status_code == 404


@pytest.mark.parametrize(
    ("by", "of", "renewed"),
    [
        ("administrator", "handler", True),
        ("administrator", "nobody", True),
        ("other_administrator", "other_handler", True),
        ("other_administrator", "handler", False),
        ("other_administrator", "administrator", False),
        ("clerk", "handler", False),
    ],
)
def test_renewing_a_password(town, other_administrator, as_, by, of, renewed):
    owner = getattr(town, of)
    as_(by).post(f"/admin/accounts/{owner.pk}/password/", {"password": "a-long-Enough-1"})
    owner.refresh_from_db()
    assert owner.check_password("a-long-Enough-1") is renewed
    assert Entry.objects.filter(verb="account.password_renewed").exists() is renewed


def test_who_serves_elsewhere_too_is_beyond_reach(town, other_administrator, as_):
    now = Entry.objects.order_by("seq").last().at
    appoint(
        town.other_handler, organisation=town.team, role=Role.HANDLER, since=SINCE, by=SETUP, at=now
    )
    url = f"/admin/accounts/{town.other_handler.pk}/password/"
    answer = as_("other_administrator").post(url, {"password": "a-long-Enough-1"})
    assert answer.context["form"].non_field_errors()
    assert "a-long-Enough-1" not in answer.content.decode()


def test_no_step_feeds_wagtails_index_of_references():
    assert not {Order, Entry, Post, User} & ReferenceIndex.indexed_models
