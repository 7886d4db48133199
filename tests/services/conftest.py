"""The town, and no figures left over from the test before."""

import pytest
from django.core.cache import cache

from tests.support.town import build_town


@pytest.fixture
def town(db):
    cache.clear()
    return build_town()
