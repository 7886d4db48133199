"""Appoint and relieve: posts, the groups that go with them, and what the database refuses."""

import datetime
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.people.actors import Clock, Resident, actor_code
from portal.people.roles import Role
from portal.places.commands import appoint, relieve, settle_groups
from portal.places.models import Area, Organisation, Post
from portal.places.named import CODE
from portal.places.queries import owner_of
from tests.orders.cast import STRANGER
from tests.support.town import SETUP, SINCE, build_town, person

pytestmark = pytest.mark.django_db
NOW, TODAY, DAY = timezone.now(), timezone.localdate(), datetime.timedelta(days=1)
GOOD, BAD = nullcontext(), pytest.raises(IntegrityError)


def boss(town):
    """The administrator of the town, appointed once."""
    held = Post.objects.filter(role=Role.ADMINISTRATOR).first()
    return held.person if held else person("boss", Role.ADMINISTRATOR, town.street_office)


def appointed(town, who, role=Role.EDITOR):
    return appoint(who, organisation=town.committee, role=role, since=SINCE, by=boss(town), at=NOW)


def test_an_appointment_is_one_post_one_group_and_one_entry():
    town, who = build_town(), person("new")
    boss(town)
    before = Entry.objects.count()
    post, again = appointed(town, who), appointed(town, who)
    assert post == again
    assert [group.name for group in who.groups.all()] == ["role:editor"]
    entry = Entry.objects.get(seq__gt=before)
    assert (entry.verb, entry.subject, entry.actor) == (
        "post.appointed", f"staff:{who.pk}", f"staff:{boss(town).pk}",
    )  # fmt: skip
    assert entry.details == {"organisation": "gy", "role": "editor", "since": "2020-01-01"}


def test_the_group_goes_with_the_last_day_of_the_last_post_of_its_role():
    town, who = build_town(), person("new")
    first = appointed(town, who)
    second = appoint(who, organisation=town.other_committee, role=Role.EDITOR, since=SINCE,
                     by=SETUP, at=NOW)  # fmt: skip
    relieve(first, until=TODAY - DAY, by=boss(town), at=NOW)
    assert who.groups.exists()
    relieve(second, until=TODAY, by=boss(town), at=NOW)
    assert who.groups.exists()
    last = Entry.objects.order_by("seq").last()
    assert (last.verb, last.details["until"]) == ("post.relieved", TODAY.isoformat())
    settle_groups(NOW + DAY)
    assert not who.groups.exists()


def test_the_group_comes_with_the_first_day_of_a_post():
    town, who = build_town(), person("new")
    appoint(who, organisation=town.committee, role=Role.EDITOR, since=TODAY + DAY, by=SETUP, at=NOW)
    assert not who.groups.exists()
    assert [settle_groups(NOW + DAY), settle_groups(NOW + DAY)] == [1, 0]
    assert who.groups.get().name == "role:editor"


@pytest.mark.parametrize(
    ("where", "outcome"),
    [
        ("committee", GOOD),
        ("street_office", GOOD),
        ("other_committee", pytest.raises(Refused)),
        ("nowhere", pytest.raises(Refused)),
    ],
)
def test_only_an_administrator_of_the_area_fills_and_ends_its_posts(where, outcome):
    town, who = build_town(), person("new")
    by = town.clerk
    if where != "nowhere":
        by = person("somewhere", Role.ADMINISTRATOR, getattr(town, where))
    with outcome:
        appoint(who, organisation=town.committee, role=Role.EDITOR, since=SINCE, by=by, at=NOW)
    post = person("other", Role.EDITOR, town.committee).posts.get()
    with outcome:
        relieve(post, until=TODAY, by=by, at=NOW)


@pytest.mark.parametrize(("days", "outcome"), [(0, GOOD), (9, GOOD), (-1, pytest.raises(Refused))])
def test_a_post_ends_once_and_not_before_it_began(days, outcome):
    post = appointed(build_town(), person("new"))
    until = SINCE + datetime.timedelta(days=days)
    with outcome:
        relieve(post, until=until, by=SETUP, at=NOW)
        with pytest.raises(Refused):
            relieve(post, until=until, by=SETUP, at=NOW)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [(SINCE, GOOD), (None, GOOD), (SINCE - datetime.timedelta(days=1), BAD)],
)
def test_a_post_does_not_end_before_it_begins(until, outcome):
    town = build_town()
    with outcome, transaction.atomic():
        Post.objects.filter(person=town.clerk).update(until=until)


@pytest.mark.parametrize(("until", "outcome"), [(TODAY, GOOD), (None, BAD)])
def test_one_open_post_of_a_kind(until, outcome):
    town = build_town()
    with outcome, transaction.atomic():
        Post.objects.create(
            person=town.clerk, organisation=town.committee, role="clerk", since=SINCE, until=until
        )


@pytest.mark.parametrize(("code", "outcome"), [("990101009", GOOD), ("990101001", BAD)])
def test_an_areas_code_is_its_own(code, outcome):
    town = build_town()
    with outcome, transaction.atomic():
        Area.objects.create(code=code, name="又一处", level_name="街道", parent=town.street.parent)


CODES = [("990101009", GOOD), ("99a-1", GOOD), ("99A-1", BAD), ("99/1", BAD), ("99%", BAD), ("9_", BAD),
         ("", BAD), ("9\n", BAD), ("九", BAD)]  # fmt: skip


@pytest.mark.parametrize(("code", "outcome"), CODES)
@pytest.mark.parametrize("kind", ["area", "organisation"])
def test_codes_are_of_small_letters_digits_and_hyphens(kind, code, outcome):
    """In the database and in forms: a subtree is then found by the beginning of its path alone."""
    town = build_town()
    row = Area(code=code, name="又一处", level_name="街道")
    if kind == "organisation":
        row = Organisation(code=code, name="又一处", kind="team", area=town.street)
    with outcome, transaction.atomic():
        row.save()
    with nullcontext() if outcome is GOOD else pytest.raises(ValidationError):
        CODE(code)


@pytest.mark.parametrize(
    ("path", "outcome"), [("9901/x/", GOOD), ("9901/X/", BAD), ("9901/x", BAD)]
)
def test_a_path_is_made_of_codes(path, outcome):
    build_town()
    with outcome, transaction.atomic():
        Area.objects.filter(code="990101001002").update(path=path)


def test_an_area_is_owned_by_its_community_else_by_the_nearest_body_above():
    town = build_town()
    grid = Area.objects.create(code="01", name="一格", level_name="网格", parent=town.community)
    assert owner_of(grid) == town.committee
    assert owner_of(town.street) == town.street_office
    assert owner_of(Area(code="8", path="8/")) is None


@pytest.mark.parametrize(
    ("by", "code"), [(Resident(STRANGER), "resident"), (Clock("deadline"), "clock:deadline")]
)
def test_the_ledger_names_no_resident(by, code):
    assert actor_code(by) == code


def test_the_ledger_names_staff_by_reference():
    who = person("new")
    assert actor_code(who) == f"staff:{who.pk}"
