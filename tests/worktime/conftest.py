"""The town with an administrator, and somebody signed in."""

import pytest
from django.test import Client

from tests.support.town import Town, build_staffed_town


@pytest.fixture
def town(db) -> Town:
    return build_staffed_town()


@pytest.fixture
def as_(town):
    """A browser in which this member of the town is signed in; "anonymous" is nobody."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(getattr(town, name))
        return client

    return signed_in
