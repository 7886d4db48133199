"""The town, once for each test; a sender that keeps its codes; residents who are signed in."""

import pytest
from django.test import Client

from tests.support import codes
from tests.support.town import build_town


@pytest.fixture
def town(db):
    return build_town()


@pytest.fixture
def sent(settings):
    """The codes that went out: (number, code)."""
    settings.ECHOWALL_CODE_SENDER = "tests.support.codes.Outbox"
    codes.SENT.clear()
    return codes.SENT


@pytest.fixture
def signed_in(sent):
    """Sign a phone in: a client of its own, unless one is given."""

    def sign_in(number="13800138000", client=None, **fields):
        client = client or Client()
        client.post("/me/sign-in/", {"phone": number} | fields)
        client.post("/me/code/", {"code": sent[-1][1]})
        return client

    return sign_in
