"""The town with an administrator, and somebody signed in."""

import pytest
from django.test import Client

from portal.people.roles import Role
from tests.support.town import Town, build_town, person


@pytest.fixture
def town(db) -> Town:
    town = build_town()
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    town.nobody = person("nobody")
    return town


@pytest.fixture
def as_(town):
    """A browser in which this member of the town is signed in; "anonymous" is nobody."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(getattr(town, name))
        return client

    return signed_in
