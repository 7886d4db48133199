"""Debian's Chromium for tests: a phone, a desktop, and a phone without JavaScript."""

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import servers
from tests.support.beside import beside

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--renderer-process-limit=1",  # each page would compile the same scripts in a process of its own
)  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True,
         "has_touch": True}  # fmt: skip
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
CHINA = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium per test file: while it lives, this thread counts as asynchronous to Django."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(servers.CHROMIUM), args=FLAGS, env={"HOME": home}
        )
        yield chromium
        chromium.close()


def _page(browser: Browser, **options: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(**CHINA, **options)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a phone."""
    yield from _page(browser, **PHONE)


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A page as wide as an office screen, in a session of its own."""
    yield from _page(browser, **DESKTOP)


@pytest.fixture
def phone_without_script(browser: Browser) -> Iterator[Page]:
    """A phone where no JavaScript runs."""
    yield from _page(browser, **PHONE, java_script_enabled=False)


@pytest.fixture
def beside_browser():
    """Call a function that uses the database while a browser is open."""
    return beside
