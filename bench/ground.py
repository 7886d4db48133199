"""A real database for a benchmark, with the small town of the tests in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

import django

django.setup()

from tests.support import servers
from tests.support.databases import copy_of_template, drop, point_to

# On the same disk as the project, not in a memory file system: commits are what is measured.
STORE = servers.ROOT / "var" / "bench"


def vendors() -> list[str]:
    """The databases that can be measured here."""
    return ["sqlite", "postgres"] if servers.found("postgres") else ["sqlite"]


@contextmanager
def database(vendor: str) -> Iterator[str]:
    """A fresh migrated database, its address; this process works on it until the end."""
    STORE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=STORE))
    made = copy_of_template(vendor, folder)
    point_to(made.url)
    try:
        yield made.url
    finally:
        point_to("sqlite:///:memory:")
        drop(made)
        shutil.rmtree(folder)
