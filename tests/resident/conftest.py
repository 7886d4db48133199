"""The town, once for each test."""

import pytest

from tests.support.town import build_town


@pytest.fixture
def town(db):
    return build_town()
