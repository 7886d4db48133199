"""The town, and moments on the working calendar of 2026 (official, no holiday from 9 to 27 March)."""

import pytest

from tests.support.town import build_town


@pytest.fixture
def town(db):
    return build_town()
