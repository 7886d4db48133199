"""Who is away is stood in for: the same rights, for the days, for one colleague, and no further."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands, queries, rules
from portal.orders.states import Verb
from portal.people.access import posts_of, roles_of
from portal.people.models import User
from portal.people.roles import Role
from portal.places import covering
from portal.places.commands import relieve
from portal.places.models import Cover, Organisation
from tests.support.town import SETUP, build_town, order_in, person

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


@pytest.fixture
def town(db):
    town = build_town()
    town.colleague = person("colleague", Role.EDITOR, town.committee)
    return town


def again(user):
    """As another request sees the person."""
    return User.objects.get(pk=user.pk)


def away(holder, deputy, since=None, until=None, by=None):
    post = holder.posts.get()
    return covering.stand_in(
        post, deputy=deputy, since=since or TODAY(), until=until or TODAY() + DAY,
        by=by or holder, at=timezone.now(),
    )  # fmt: skip


def test_the_deputy_may_do_what_the_absent_may(town):
    order = order_in(town, "placed")
    assert rules.why_not(order, Verb.ADMIT, again(town.colleague))
    away(town.clerk, town.colleague)
    deputy = again(town.colleague)
    assert roles_of(deputy) == {Role.EDITOR, Role.CLERK}
    assert order in queries.visible_to(deputy)
    commands.admit(order, by=deputy, at=timezone.now())
    entry = Entry.objects.filter(subject=order.subject).latest("seq")
    assert entry.actor == f"staff:{deputy.pk}"
    assert Group.objects.get(name="role:clerk").user_set.filter(pk=deputy.pk).exists()


def test_the_deputy_goes_on_with_an_accepted_order(town):
    order = order_in(town, "accepted")
    assert rules.why_not(order, Verb.ANSWER, again(town.second_handler))
    assert not queries.may_see_contact(again(town.second_handler), order)
    away(town.handler, town.second_handler)
    deputy = again(town.second_handler)
    assert list(queries.mine(deputy)) == [order]
    assert queries.may_see_contact(deputy, order)
    commands.answer(
        order, spoken_with="张女士", done="好了", finished_by="今天", by=deputy, at=timezone.now()
    )


@pytest.mark.parametrize(("first", "last", "lent"), [(-3, -1, False), (1, 3, False), (-1, 0, True)])
def test_only_on_its_days(town, first, last, lent):
    post = town.clerk.posts.get()
    Cover.objects.create(
        post=post, deputy=town.colleague, since=TODAY() + first * DAY, until=TODAY() + last * DAY
    )
    assert (Role.CLERK in roles_of(again(town.colleague))) is lent


def test_no_chains(town):
    third = person("third", Role.AUDITOR, town.committee)
    away(town.clerk, town.colleague)
    with pytest.raises(Refused):
        covering.stand_in(
            town.clerk.posts.get(), deputy=third, since=TODAY(), until=TODAY(),
            by=town.colleague, at=timezone.now(),
        )  # fmt: skip
    own = town.colleague.posts.get()
    Cover.objects.create(post=own, deputy=third, since=TODAY(), until=TODAY())
    assert Role.CLERK not in roles_of(again(third))


@pytest.mark.parametrize("who", ["handler", "other_clerk", "coordinator", "clerk"])
def test_a_deputy_serves_the_same_body(town, who):
    with pytest.raises(Refused):
        away(town.clerk, getattr(town, who))
    assert not Cover.objects.exists()


@pytest.mark.parametrize("by", ["colleague", "coordinator", "auditor"])
def test_nobody_names_a_deputy_for_somebody_else(town, by):
    with pytest.raises(Refused):
        away(town.clerk, town.colleague, by=getattr(town, by))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_what_cannot_be_lent(town, role):
    holder = person("holder", role, town.committee)
    with pytest.raises(Refused):
        away(holder, town.colleague)


@pytest.mark.parametrize(("first", "last", "fits"), [(0, 0, True), (0, 60, True), (0, 61, False),
                                                     (2, 1, False), (-3, -1, False)])  # fmt: skip
def test_days(town, first, last, fits):
    days = {"since": TODAY() + first * DAY, "until": TODAY() + last * DAY}
    if fits:
        assert away(town.clerk, town.colleague, **days).pk
    else:
        with pytest.raises(Refused):
            away(town.clerk, town.colleague, **days)


def test_one_deputy_at_a_time(town):
    third = person("third", Role.AUDITOR, town.committee)
    away(town.clerk, town.colleague)
    with pytest.raises(Refused):
        away(town.clerk, third)


def test_the_rights_end_with_the_post(town):
    away(town.clerk, town.colleague)
    relieve(town.clerk.posts.get(), until=TODAY() - DAY, by=SETUP, at=timezone.now())
    assert Role.CLERK not in roles_of(again(town.colleague))


@pytest.mark.parametrize(
    ("who", "ends"), [("clerk", True), ("colleague", True), ("auditor", False)]
)
def test_back_early(town, who, ends):
    cover = away(town.clerk, town.colleague)
    if ends:
        covering.end_cover(cover, by=getattr(town, who), at=timezone.now())
    else:
        with pytest.raises(Refused):
            covering.end_cover(cover, by=getattr(town, who), at=timezone.now())
    assert (Role.CLERK in roles_of(again(town.colleague))) is not ends
    assert Group.objects.get(name="role:clerk").user_set.filter(pk=town.colleague.pk).exists() is (
        not ends
    )


def test_the_ledger_says_who_for_whom(town):
    away(town.clerk, town.colleague)
    entry = Entry.objects.get(verb="post.covered")
    assert entry.subject == f"staff:{town.clerk.pk}"
    assert entry.details["deputy"] == f"staff:{town.colleague.pk}"


def test_lent_posts_cost_no_query_more(town, django_assert_num_queries):
    away(town.clerk, town.colleague)
    with django_assert_num_queries(1):
        assert len(posts_of(User(pk=town.colleague.pk))) == 2


def test_the_page(town):
    client = Client()
    client.force_login(town.clerk)
    sent = {"post": town.clerk.posts.get().pk, "deputy": town.colleague.pk,
            "since": TODAY().isoformat(), "until": (TODAY() + DAY).isoformat()}  # fmt: skip
    client.post("/desk/away/", sent)
    cover = Cover.objects.get()
    assert "colleague" in client.get("/desk/away/").content.decode()
    client.post(f"/desk/away/{cover.pk}/end/")
    assert not Cover.objects.exists()


@pytest.mark.parametrize("who", ["editor", "auditor", "coordinator", "other_clerk", "handler"])
def test_wrong_persons_at_the_page(town, who):
    cover, client = away(town.clerk, town.colleague), Client()
    client.force_login(getattr(town, who))
    stolen = {"post": town.clerk.posts.get().pk, "deputy": town.colleague.pk,
              "since": TODAY().isoformat(), "until": TODAY().isoformat()}  # fmt: skip
    client.post("/desk/away/", stolen)
    assert client.post(f"/desk/away/{cover.pk}/end/").status_code == 404
    assert Cover.objects.count() == 1
    assert Organisation.objects.exists()
