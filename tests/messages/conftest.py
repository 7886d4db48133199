"""The town with an administrator, somebody signed in, and a provider that really answers."""

import pytest
from django.test import Client

from tests.messages.provider import Provider
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


@pytest.fixture
def provider():
    with Provider() as provider:
        yield provider


@pytest.fixture
def by_sms(settings, provider):
    """Residents are told by SMS, through the provider."""
    settings.MESSAGES_RESIDENT = "sms"
    settings.SMS_URL = provider.url
    settings.SMS_KEY_ID, settings.SMS_SECRET, settings.SMS_SIGN = "key-1", "secret", "清和区"
    settings.MESSAGES_TIMEOUT = 0.4
    return provider
