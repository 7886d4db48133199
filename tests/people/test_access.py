"""Deny by default; the answer for one row and the filter of many rows are the same answer."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.people.access import holds, reach, roles_of
from portal.people.models import User
from portal.people.roles import AREA_ROLES, UNIT_ROLES, Role
from portal.places.models import Area, Organisation, Post

# District › street › community › grid, two of each below; codes where one begins another.
CODES = ("9901", "990101", "990102", "9901011", "9901012", "99010", "990101110", "88")
PARENTS = {"990101": "9901", "990102": "9901", "9901011": "990101", "9901012": "990101",
           "990101110": "9901011"}  # fmt: skip
DAY = datetime.timedelta(days=1)
ROLES = st.sampled_from(list(Role))


def grow():
    """Every area with one organisation in it."""
    areas = {}
    for code in CODES:
        parent = areas.get(PARENTS.get(code))
        areas[code] = Area.objects.create(code=code, name=code, level_name="级", parent=parent)
        Organisation.objects.create(code=code, name=code, kind="team", area=areas[code])
    return list(Organisation.objects.select_related("area").order_by("code"))


def serve(person, organisation, role, since=-1, until=None):
    today = timezone.localdate()
    return Post.objects.create(
        person=person, organisation=organisation, role=role, since=today + since * DAY,
        until=None if until is None else today + until * DAY,
    )  # fmt: skip


def fresh(person):
    """The same account in its next request."""
    return User.objects.get(pk=person.pk)


class TestOneAnswer(TestCase):
    """`reach` finds the row exactly when `holds` says yes: every role, every level, every row."""

    @classmethod
    def setUpTestData(cls):
        cls.organisations = grow()

    @settings(max_examples=60)
    @given(st.data())
    def test_filter_and_answer_agree(self, data):
        place = st.sampled_from(range(len(self.organisations)))
        posts = data.draw(st.lists(st.tuples(place, ROLES), max_size=3, unique=True))
        wanted = data.draw(st.sets(ROLES, max_size=3))
        person = User.objects.create(username="someone")
        for at, role in posts:
            serve(person, self.organisations[at], role)
        rows = Organisation.objects.filter(reach(person, wanted, unit="pk"))
        found = set(rows.values_list("pk", flat=True))
        held = {
            row.pk
            for row in self.organisations
            if holds(person, wanted, area_path=row.area.path, unit_ids=[row.pk])
        }
        assert found == held


@pytest.fixture
def places(db):
    return {organisation.code: organisation for organisation in grow()}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("level", ["9901", "990101", "9901011", "990101110"])
@pytest.mark.parametrize("row", CODES)
def test_every_role_at_every_level_over_every_row(places, role, level, row):
    person = User.objects.create(username="someone")
    serve(person, places[level], role)
    path = places[row].area.path
    below = path.startswith(places[level].area.path)
    expected = row == level if role in UNIT_ROLES else below
    asked = {"area_path": path, "unit_ids": [places[row].pk]}
    assert holds(person, [role], **asked) is expected
    assert not holds(person, set(Role) - {role}, **asked)
    found = Organisation.objects.filter(reach(person, [role], unit="pk"), code=row)
    assert found.exists() is expected


def test_a_code_that_begins_another_is_not_above_it(places):
    person = User.objects.create(username="someone")
    serve(person, places["99010"], Role.CLERK)
    assert not holds(person, [Role.CLERK], area_path=places["990101"].area.path)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (0, None, True),
        (-1, 0, True),
        (-9, 1, True),
        (1, None, False),
        (-9, -1, False),
    ],
)
def test_a_post_counts_between_its_dates(places, since, until, held):
    person = User.objects.create(username="someone")
    serve(person, places["9901"], Role.CLERK, since, until)
    assert roles_of(person) == ({Role.CLERK} if held else set())
    assert holds(person, [Role.CLERK], area_path="9901/") is held
    assert Organisation.objects.filter(reach(person, [Role.CLERK])).exists() is held


@pytest.mark.parametrize(("active", "held"), [(True, True), (False, False)])
def test_an_account_that_is_closed_holds_nothing(places, active, held):
    person = User.objects.create(username="someone", is_active=active)
    serve(person, places["9901"], Role.CLERK)
    assert bool(roles_of(person)) is held
    assert Organisation.objects.filter(reach(person, [Role.CLERK])).exists() is held


@pytest.mark.parametrize("person", [
    AnonymousUser(), User(username="unsaved"), User(username="root", is_superuser=True),
], ids=["anonymous", "without-a-post", "superuser"])  # fmt: skip
def test_nothing_is_held_without_a_post(places, person):
    if isinstance(person, User):
        person.save()
    assert not roles_of(person)
    assert not holds(person, Role, area_path="9901/", unit_ids=[places["9901"].pk])
    assert not Organisation.objects.filter(reach(person, Role, unit="pk")).exists()


@pytest.mark.parametrize("asked", [
    {}, {"area_path": ""}, {"unit_ids": [None]}, {"area_path": "9902/"},
])  # fmt: skip
def test_a_row_without_place_or_unit_is_nobodys(places, asked):
    person = User.objects.create(username="someone")
    for role in Role:
        serve(person, places["9901"], role)
    assert not holds(person, Role, **asked)
    assert holds(person, Role, area_path="9901/")


def test_a_new_post_counts_from_the_next_request(places):
    person = User.objects.create(username="someone")
    assert not roles_of(person)
    serve(person, places["9901"], Role.CLERK)
    assert roles_of(fresh(person)) == {Role.CLERK}


def test_every_role_is_of_an_area_or_of_a_unit():
    assert set(Role) == AREA_ROLES | UNIT_ROLES
    assert not AREA_ROLES & UNIT_ROLES
