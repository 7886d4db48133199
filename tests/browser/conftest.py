"""The small town served on a real server with its worker, for people before Chromium."""

import pytest
from playwright.sync_api import Browser

from tests.support.browsers import CHINA, DESKTOP, PHONE
from tests.support.databases import copy_of_demo, drop
from tests.support.sites import site_on
from tests.support.town import build_town


@pytest.fixture
def town_site(fresh_database, real_database, beside_browser):
    """Server and worker on the embedded engine."""
    beside_browser(build_town)
    site = site_on(fresh_database)
    try:
        site.start_server()
        site.start_worker()
        yield site
    finally:
        site.stop()
        print(site.log()[-5000:])  # shown where the test failed


@pytest.fixture(scope="module")
def demo_town(demo_folder, tmp_path_factory):
    """The whole demo town, filled by its own command; described, not yet served."""
    database = copy_of_demo(demo_folder, tmp_path_factory.mktemp("demo") / "site")
    yield site_on(database)
    drop(database)


@pytest.fixture(scope="module")
def demo_site(demo_town):
    """One server on the demo town for every page of a file."""
    demo_town.start_server()
    yield demo_town
    demo_town.stop()


@pytest.fixture
def town_of_file(in_shared_site):
    """The small town's server, without worker, one for a file: what each test does stays in it."""
    yield in_shared_site
    print(in_shared_site.log()[-5000:])  # shown where the test failed


@pytest.fixture
def device(browser: Browser):
    """Any number of devices, each with its own session: device("phone"), device("desktop")."""
    opened = []

    def open_page(kind: str, **more):
        context = browser.new_context(**CHINA, **(PHONE if kind == "phone" else DESKTOP), **more)
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()
