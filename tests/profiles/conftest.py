"""The town with administrators of two streets, and somebody signed in."""

import pytest
from django.test import Client

from portal.people.roles import Role
from portal.places.models import Area, Organisation
from tests.support.remembered import remembered
from tests.support.town import Town, build_town, person


def with_more_people(town: Town) -> Town:
    """Its administrator, one of the district, a second street with a coordinator, and nobody."""
    town.team.team_kind = town.matter.team_kind.code
    town.team.save()
    district = town.street.parent
    street = Area.objects.create(
        code="990101002", name="邻水街道", level_name="街道", parent=district
    )
    office = Organisation.objects.create(
        code="ls", name="邻水街道办事处", kind=Organisation.Kind.SUBDISTRICT, area=street,
        parent=town.street_office.parent,
    )  # fmt: skip
    town.other_street = street
    town.other_coordinator = person("other-coordinator", Role.COORDINATOR, office)
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.chief = person("chief", Role.ADMINISTRATOR, town.street_office.parent)
    town.nobody = person("nobody")
    return town


@remembered
def build_wider_town() -> Town:
    return with_more_people(build_town())


@pytest.fixture
def town(db) -> Town:
    return build_wider_town()


@pytest.fixture
def as_(town):
    """A browser in which this member of the town is signed in; "anonymous" is nobody."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(getattr(town, name))
        return client

    return signed_in
