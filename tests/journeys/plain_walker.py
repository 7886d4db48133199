"""A person whose browser runs no script: reads pages, fills in forms by their labels, presses buttons.

What it cannot find by the words on the page, a person could not find either.
"""

import http.cookiejar
import re
import urllib.error
import urllib.request
from urllib.parse import quote, urlencode, urljoin, urlsplit
from uuid import uuid4

from bs4 import BeautifulSoup, Tag

BUTTONS = "button, input[type=submit]"
CONTROLS = "input, select, textarea"


class PlainWalker:
    """One device with its own cookies."""

    def __init__(self, site) -> None:
        self.base = str(site)
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, urllib.request.ProxyHandler({}))
        self.url, self.status, self.page = self.base, 0, BeautifulSoup("", "html.parser")
        self.files: dict[str, tuple[str, bytes]] = {}
        self.content = b""

    # Looking

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def text(self) -> str:
        return _words(self.page)

    # Acting

    def read(self, address: str) -> bytes:
        """The bytes of an address, whatever they are."""
        self.go(address)
        return self.content

    @staticmethod
    def quoted(address: str) -> str:
        """As a browser writes what was typed into its address line."""
        return quote(address, safe="/:?=&%#+,;@!$'()*~[]")

    def go(self, address: str) -> None:
        self._ask(urllib.request.Request(urljoin(self.url, address)))

    def follow(self, name: str) -> None:
        """Take the first link of that name."""
        links = [link for link in self.page.select("a[href]") if _named(link, name)]
        self.go(_first(links, f"no link {name!r} on {self.url}:\n{self.text}")["href"])

    def unfold(self, name: str) -> None:
        """Open a group; without a browser it always is."""
        assert name in self.text

    def fill(self, label: str, words: str) -> None:
        control = self._control(label)
        if control.name == "textarea":
            control.string = words
        else:
            control["value"] = words

    def pick(self, label: str, option: str) -> None:
        """Choose from a list that drops down."""
        options = self._control(label).select("option")
        chosen = _first([one for one in options if _words(one) == option], f"no option {option!r}")
        for one in options:
            del one["selected"]
        chosen["selected"] = ""

    def choose(self, label: str) -> None:
        """Tick one of several choices."""
        control = self._control(label)
        for other in control.find_parent("form").select(f'input[name="{control["name"]}"]'):
            del other["checked"]
        control["checked"] = ""

    def attach(self, label: str, name: str, content: bytes) -> None:
        """Hand over a file with the next press."""
        self.files[self._control(label)["name"]] = (name, content)

    def press(self, name: str) -> None:
        """Press the button of that name; its form is sent with everything in it."""
        buttons = [one for one in self.page.select(BUTTONS) if _named(one, name) and _usable(one)]
        self._send(_first(buttons, f"no button {name!r} on {self.url}:\n{self.text}"))

    # How a browser does it

    def _control(self, label: str) -> Tag:
        labels = [one for one in self.page.select("label") if _named(one, label) and _usable(one)]
        found = _first(labels, f"no field {label!r} on {self.url}:\n{self.text}")
        inside = found.select_one(CONTROLS)
        return inside or self.page.find(id=found["for"])

    def _send(self, button: Tag) -> None:
        form = button.find_parent("form") or self.page.find("form", id=button.get("form"))
        fields = [*_fields(form), *_of_button(button)]
        target = urljoin(self.url, button.get("formaction") or form.get("action") or self.url)
        if form.get("method", "get").lower() == "get":
            self.go(f"{target.partition('?')[0]}?{urlencode(fields)}")
            return
        body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        if form.get("enctype") == "multipart/form-data":
            body, kind = _multipart(fields, self.files)
        self.files = {}
        headers = {"Content-Type": kind, "Referer": self.url, "Origin": self.base}
        self._ask(urllib.request.Request(target, body, headers))

    def _ask(self, request: urllib.request.Request) -> None:
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.url, self.status = answer.url, answer.status
            self.content = answer.read()
            html = "html" in answer.headers.get("Content-Type", "")
            self.page = BeautifulSoup(self.content if html else b"", "html.parser")


def _words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def _named(tag: Tag, name: str) -> bool:
    """By its visible name, exactly or from its beginning: an optional field says so behind it."""
    return _words(tag).startswith(name)


def _usable(tag: Tag) -> bool:
    hidden = tag.get("aria-hidden") == "true" or tag.has_attr("disabled")
    return not hidden and tag.find_parent("template") is None


def _first(found: list[Tag], complaint: str) -> Tag:
    assert found, complaint
    return found[0]


def _fields(form: Tag) -> list[tuple[str, str]]:
    """What a browser would send, without the buttons."""
    sent = []
    for control in form.select(CONTROLS):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.has_attr("disabled") or control.find_parent("template"):
            continue
        if control.name == "select":
            chosen = control.select("option[selected]") or control.select("option")[:1]
            sent += [(name, one.get("value", _words(one))) for one in chosen]
        elif control.name == "textarea":
            sent.append((name, control.get_text().removeprefix("\n")))
        elif kind in ("radio", "checkbox"):
            sent += [(name, control.get("value", "on"))] if control.has_attr("checked") else []
        elif kind not in ("file", "submit", "button", "image", "reset"):
            sent.append((name, control.get("value", "")))
    return sent


def _of_button(button: Tag) -> list[tuple[str, str]]:
    if action := button.get("data-workflow-action-name"):  # as the admin's script sends it
        return [("action-workflow-action", "true"), ("workflow-action-name", action)]
    return [(button["name"], button.get("value", ""))] if button.get("name") else []


def _multipart(fields, files) -> tuple[bytes, str]:
    edge, parts = uuid4().hex, []
    for name, value in fields:
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for name, (file, content) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        parts.append(
            f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
        )
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
