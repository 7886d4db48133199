"""A person before Chromium: finds fields, links and buttons by their names, with a finger or a mouse."""

import re
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Locator, Page

FOREIGN = "request to another house"
# Wagtail folds its rarer buttons away.
MORE = "更多动作"


class ChromiumWalker:
    """One page of Chromium. What it meets that should not be stands in `complaints`."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base, self.complaints = page, base, []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._asked)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        self.page.wait_for_load_state("domcontentloaded")  # after a press the page may only begin
        return self.page.locator("body").inner_text() + " " + self.page.title()

    def go(self, address: str) -> None:
        self.page.goto(urljoin(self.base, address))

    def follow(self, name: str) -> None:
        self.press_on(self.named("link", name))

    def unfold(self, name: str) -> None:
        summary = self.page.locator("summary").filter(has_text=name)
        if not summary.evaluate("one => one.parentElement.open"):
            self.press_on(summary)

    def fill(self, label: str, words: str) -> None:
        self.write(self.field(label), words)

    def pick(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def choose(self, label: str) -> None:
        self.press_on(self.page.locator("label:visible").filter(has_text=_begins(label)).first)

    def press(self, name: str) -> None:
        button, more = self.named("button", name), self.named("button", MORE)
        button.or_(more).first.wait_for()  # the admin draws its menu after the page
        if not button.count():
            self.press_on(more)
            button.wait_for()
        self.press_on(button)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(_begins(label)).locator("visible=true").first

    def named(self, role: str, name: str) -> Locator:
        found = self.page.get_by_role(role, name=_begins(name)).locator("visible=true")
        return found.first

    def write(self, field: Locator, words: str) -> None:
        field.fill(words)

    def press_on(self, thing: Locator) -> None:
        thing.click()

    def _heard(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.complaints.append(f"{FOREIGN}: {request.url}")


class KeyboardWalker(ChromiumWalker):
    """Touches nothing: Tab until the thing has the focus, then Enter, Space, arrows or letters."""

    MOST_TABS = 150

    def pick(self, label: str, option: str) -> None:
        field = self.field(label)
        self._reach(field)
        for _ in range(30):
            chosen = field.evaluate("one => one.selectedOptions[0].label.trim()")
            if chosen == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option {option!r}")

    def choose(self, label: str) -> None:
        labels = self.page.locator("label:visible").filter(has_text=_begins(label))
        wanted = labels.first.evaluate_handle("one => one.control").as_element()
        group = wanted.evaluate(
            "one => [...one.form.elements].filter(other => other.name === one.name).length"
        )
        self._tab_until("wanted => document.activeElement.name === wanted.name", wanted)
        for _ in range(group):
            if wanted.evaluate("one => one === document.activeElement"):
                self.page.keyboard.press("Space")
                assert wanted.is_checked()
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not reach {label!r}")

    def write(self, field: Locator, words: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def press_on(self, thing: Locator) -> None:
        leads_on = thing.evaluate("one => one.matches('a[href], button:not([type=button])')")
        self._reach(thing)
        if not leads_on:
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reach(self, thing: Locator) -> None:
        handle = thing.element_handle()
        self._tab_until("wanted => document.activeElement === wanted", handle)
        seen = handle.evaluate(
            """one => { const box = one.getBoundingClientRect(), style = getComputedStyle(one);
                 return box.width > 0 && (style.outlineStyle !== 'none'
                   || style.boxShadow !== 'none' || one.matches(':focus-visible')); }"""
        )
        assert seen, f"the focus on {thing} cannot be seen"

    def _tab_until(self, there: str, handle) -> None:
        for _ in range(self.MOST_TABS):
            if handle.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab on {self.page.url}")


def _begins(name: str) -> re.Pattern:
    return re.compile(rf"^\s*{re.escape(name)}")
