"""The resident's steps as a browser without script takes them: read the form, send it back."""

import io
import re
from html.parser import HTMLParser

from PIL import Image

NEW = "/orders/new/"
DETAILS = {"text": "三楼楼道灯不亮了", "area": "990101001001", "place": "5号楼", "action": "next"}
CONTACT = {
    "contact_phone": "138 0013 8000", "contact_name": "张女士", "consent": "anonymous",
    "action": "submit",
}  # fmt: skip


class Hidden(HTMLParser):
    """The hidden fields of the page's forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"]] = given.get("value") or ""


def text_of(response) -> str:
    return response.content.decode()


def send(client, response, **fields):
    """Send the page's form with these fields, following redirects."""
    hidden = Hidden(text_of(response)).fields
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(NEW, hidden | fields, follow=True)


def to_details(client, matter="lamp"):
    return send(client, client.get(NEW), matter=matter)


def to_contact(client, **details):
    return send(client, to_details(client), **(DETAILS | details))


def to_receipt(client, **contact):
    return send(client, to_contact(client), **(CONTACT | contact))


def draft_in(response) -> str:
    """The key of the draft that the page shows."""
    return re.search(r'data-draft(?:-clear)?="([0-9a-f-]{36})', text_of(response))[1]


def picture(kind="PNG", size=(40, 30), colour="red", **save) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **save)
    file.seek(0)
    file.name = f"photo.{kind.lower()}"
    return file
