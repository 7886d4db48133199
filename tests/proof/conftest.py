"""One real database and one town for a whole sweep; after the last test, what they added up to."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.test import override_settings

from portal.services.models import Category
from search.engines import selected
from search.engines.selected import engine
from search.rebuild import build
from tests.support.databases import copy_of_template, current_url, drop, point_to
from tests.support.town import build_town


@pytest.fixture(scope="module")
def world(request, tmp_path_factory, own_folder, django_db_blocker):
    """The town on a database that this process and its children commit to, and the tally."""
    vendor, before = request.config.getoption("--db"), current_url()
    database = copy_of_template(vendor, tmp_path_factory.mktemp("proof") / "site")
    folder = database.folder
    with (
        override_settings(VAR=folder, MEDIA_ROOT=str(folder / "media"), ELASTICSEARCH_URL=""),
        django_db_blocker.unblock(),
    ):
        point_to(database.url)
        selected._embedded.cache_clear()
        town = build_town()
        build(engine(), nullcontext())  # rows that no ledger entry tells of: the town's own
        yield SimpleNamespace(
            town=town, database=database, tally={}, category=Category.objects.get(code="housing")
        )
        point_to(before)
    selected._embedded.cache_clear()
    drop(database)
