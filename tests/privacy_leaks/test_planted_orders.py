"""A hundred orders full of marks: no mark comes out where the public, a log or a wrong person looks."""

import json
import re
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from portal.ledger.models import Entry
from portal.orders.models import Order, Photo
from tests.journeys.plain_walker import PlainWalker
from tests.journeys.story import fill_in_order
from tests.privacy_leaks.planted import (
    MARK,
    PHONES,
    SEALED,
    mark,
    phone,
    photo,
    plant,
    publish_all,
)
from tests.support.sites import site_on
from tests.support.town import build_town

MANY = [10, pytest.param(100, marks=pytest.mark.proof)]
# As bytes: in UTF-8, as JSON escapes it, and the Latin part alone, whatever the encoding.
NEEDLES = (MARK.encode(), json.dumps(MARK)[1:-1].encode(), b"zqleak")
PHONE = re.compile(PHONES.encode() + rb"\d{4}|" + PHONES[:3].encode() + rb"[- ]\d{4}[- ]\d{4}")
BY_WEB = 3
WRONG = ("editor", "reviewer", "auditor", "other_clerk", "other_handler", "second_handler")
LISTS = (
    "/admin/", "/admin/orders/", "/admin/orders/?export=xlsx", "/admin/orders/?export=csv",
    "/admin/snippets/cases/case/", "/admin/snippets/cases/case/?export=xlsx",
    "/admin/snippets/cases/case/?export=csv", "/admin/reports/site-history/?export=csv",
    "/admin/reports/site-history/", "/admin/reports/workflow/?export=csv", "/admin/reconciliation/",
    f"/admin/orders/?q={phone(1)}", f"/admin/search/?q={MARK}", "/desk/",
)  # fmt: skip


def marks_in(content: bytes, *, phones: bool = True) -> list[bytes]:
    found = [needle for needle in NEEDLES if needle in content]
    return found + (PHONE.findall(content)[:2] if phones else [])


@pytest.fixture
def full_site(request, fresh_database, real_database):
    """A site with so many planted orders, some through its own pages, its cases published."""
    town, site = build_town(), site_on(fresh_database)
    try:
        site.start_server()
        for number in range(request.param - BY_WEB):
            plant(town, number)
        for number in range(request.param - BY_WEB, request.param):
            by_web(site, number)
        site.work()
        site.published, site.town = publish_all(town), town
        site.work()
        yield site
    finally:
        site.stop()


def by_web(site, number: int) -> None:
    """With a mistake first, and a wrong code afterwards: what goes wrong is what gets logged."""
    resident = PlainWalker(site)
    fill_in_order(resident, f"楼道灯坏了，{mark('text', number)}")
    resident.go(resident.url.replace("step=3", "step=2"))
    resident.fill("具体位置", mark("place", number))
    resident.attach("照片", f"{mark('exif', number)}.jpg", photo(number).read())
    resident.press("下一步：怎么联系您")
    resident.fill("您的称呼", mark("name", number))
    resident.choose("可以，不出现我的姓名、电话和门牌")
    resident.fill("电话", phone(number)[:-1])
    resident.press("提交订单")
    resident.fill("电话", phone(number))
    resident.press("提交订单")
    assert resident.path.startswith("/orders/receipt/"), resident.text
    for address in (f"/{phone(number)}/", f"/search/?q={phone(number)}&page=\x7f"):
        PlainWalker(site).go(_quoted(address))
    stranger = PlainWalker(site)
    stranger.go("/orders/track/")
    stranger.fill("单号", mark("name", number))
    stranger.fill("查询码", phone(number))
    stranger.press("查看进度")


@pytest.mark.parametrize("full_site", MANY, indirect=True)
def test_no_mark_comes_out(full_site, capsys):
    looked = Counter()
    assert full_site.published > 0
    public_pages(full_site, looked)
    guessed_addresses(full_site, looked)
    search_and_files(full_site, looked)
    records(looked)
    sealed_columns(full_site, looked)
    wrong_people(full_site.town, looked)
    with capsys.disabled():
        print(f"\nprivacy: {Order.objects.count()} planted orders, looked at {dict(looked)}")


def public_pages(site, looked: Counter) -> None:
    """Every address that can be reached from the home page by following links."""
    reader, seen, waiting = (
        PlainWalker(site),
        set(),
        ["/", "/search/?q=楼道", "/echo/", "/sitemap.xml"],
    )
    while waiting:
        address = urldefrag(urljoin(site.url, _quoted(waiting.pop())))[0]
        if address in seen or not address.startswith(site.url) or len(seen) > 600:
            continue
        seen.add(address)
        content = reader.read(address)
        assert not marks_in(content), address
        looked["public addresses"] += 1
        if b"<html" in content[:200]:
            waiting += [one.get("href") or one.get("src") for one in
                        reader.page.select("a[href], link[href], img[src], script[src]")]  # fmt: skip
    assert len(seen) > 30


def guessed_addresses(site, looked: Counter) -> None:
    """Numbers run in a row, so anybody can guess them."""
    stranger = PlainWalker(site)
    photos = Photo.objects.values_list("order__number", "pk")[:20]
    pictures = [f"{base}photos/{pk}/" for number, pk in photos
                for base in ("/orders/", f"/desk/{number}/", f"/admin/orders/{number}/")]  # fmt: skip
    shapes = (
        "/orders/receipt/{}/",
        "/orders/track/{}/",
        "/desk/{}/",
        "/admin/orders/{}/",
        "/echo/{}/",
    )
    for address in pictures + [
        shape.format(number)
        for number in Order.objects.values_list("number", flat=True)[:40]
        for shape in shapes
    ]:
        content = stranger.read(address)
        assert not marks_in(content), address
        assert not content.startswith(b"\xff\xd8"), address
        looked["guessed addresses"] += 1


def search_and_files(site, looked: Counter) -> None:
    """Search finds nothing; nothing lies in the index, in uploads or in a log."""
    for words in (MARK, "密标", "zqleak", phone(1), mark("name", 1)):
        answer = StringIO()
        call_command("search", words, "--json", stdout=answer)
        found = json.loads(answer.getvalue())
        assert found["total"] == 0, found
        looked["searches"] += 1
    for file in Path(site.database.folder).rglob("*"):
        if file.is_file() and "sqlite3" not in file.name:
            assert not marks_in(file.read_bytes()), file
            looked["files"] += 1
    assert "GET" in site.log() or looked["files"] > 2


def records(looked: Counter) -> None:
    """Ledger, versions of texts, Wagtail's own logs, sessions."""
    texts = [
        *Entry.objects.values_list("details_text", "subject", "actor"),
        *((json.dumps(one.content, ensure_ascii=False),) for one in Revision.objects.all()),
        *((json.dumps(one.data, ensure_ascii=False), one.label)
          for log in (ModelLogEntry, PageLogEntry) for one in log.objects.all()),
        *((json.dumps(one.get_decoded(), ensure_ascii=False),) for one in Session.objects.all()),
        *((str(row),) for row in apps.get_model("cases.Case").objects.values()),
    ]  # fmt: skip
    for text in texts:
        assert not marks_in(" ".join(text).encode()), text
        looked["records"] += 1


def sealed_columns(site, looked: Counter) -> None:
    """Name, place, phone, replies and drafts are ciphertext, in the columns and in the raw file."""
    sealed = [f"{MARK}{kind}".encode() for kind in SEALED]
    columns = "contact_phone, contact_name, place, answers, query_code, phone_index"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM orders_order")
        rows = repr(cursor.fetchall()).encode()
    assert not marks_in(rows)
    looked["columns"] += len(columns.split(","))
    if site.database.vendor != "sqlite":
        return
    for file in site.database.folder.glob("echowall.sqlite3*"):
        raw = file.read_bytes()
        assert not [needle for needle in sealed if needle in raw], file
        assert not PHONE.findall(raw), file
        looked["raw database bytes"] += len(raw)
    assert f"{MARK}text".encode() in b"".join(
        file.read_bytes() for file in site.database.folder.glob("echowall.sqlite3*")
    )  # the words themselves are plain there, which shows that looking works


def wrong_people(town, looked: Counter) -> None:
    """Colleagues without business in it see no contact data, and nobody exports a spreadsheet."""
    contact = [f"{MARK}name".encode()]
    numbers = list(Order.objects.values_list("number", flat=True)[:12])
    for who in (*WRONG, "clerk"):
        client = Client()
        client.force_login(getattr(town, who))
        for address in (*LISTS, *(f"/admin/orders/{number}/" for number in numbers)):
            answer = client.get(address, follow=True)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if content.startswith(b"PK"):  # cases may be taken along, orders never
                assert "/cases/" in address, (who, address)
                content = unpacked(content)
                assert not marks_in(content), (who, address)
            if who != "clerk":
                shown = content.replace(
                    phone(1).encode(), b""
                )  # the search box repeats the question
                assert not [one for one in contact if one in shown], (who, address)
                assert not PHONE.findall(shown), (who, address)
            looked["pages of staff"] += 1


def unpacked(sheet: bytes) -> bytes:
    """The words inside a spreadsheet."""
    with ZipFile(BytesIO(sheet)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def _quoted(address: str) -> str:
    parts = urlsplit(address)
    return address if parts.scheme and address.isascii() else PlainWalker.quoted(address)
