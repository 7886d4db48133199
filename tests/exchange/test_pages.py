"""Import page by page, with the wrong person, with bad files, twice."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.exchange import commands
from portal.exchange.models import Batch
from portal.orders.models import Order
from portal.sheets.reading import read
from tests.exchange.conftest import HEADINGS, line, sheet
from tests.exchange.test_importing import NOW

EVERYBODY = ("anonymous", "clerk", "other_clerk", "coordinator", "handler", "editor", "auditor")
PAGES = ("", "columns/", "words/", "results.csv", "results.xlsx")


def upload(client, content, source, name="12345.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post("/admin/imports/", {"source": source.pk, "file": file})


def columns():
    pairs = zip(("number", "matter", "title", "text", "name", "phone", "area", "place"),
                HEADINGS.split(","), strict=False)  # fmt: skip
    return dict(pairs)


def test_the_whole_way(town, hotline, as_):
    keeper = as_("coordinator")
    page = upload(keeper, sheet(line("A-1"), line("A-2", area="桂雨")), hotline)
    assert page.status_code == 302
    found = keeper.get(page.url)
    assert 'value="工单编号" selected' in found.content.decode()
    page = keeper.post(page.url, columns())
    assert "桂雨" in keeper.get(page.url).content.decode()
    page = keeper.post(page.url, {"said": "1", "area-0": town.community.code})
    assert "可以导入" in keeper.get(page.url).content.decode()
    keeper.post(f"{page.url}start/")
    keeper.post(f"{page.url}start/")
    progress = keeper.get(page.url)
    assert ("<progress" in progress.content.decode(), progress["Refresh"]) == (True, "3")
    assert commands.carry_on(at=NOW) == 2
    assert "已导入" in keeper.get(page.url).content.decode()
    assert "A-2" in keeper.get(f"{page.url}results.csv").content.decode("utf-8-sig")
    assert read(io.BytesIO(keeper.get(f"{page.url}results.xlsx").content)).rows
    assert Order.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_before_the_columns_are_known_there_is_no_dry_run(town, hotline, as_, method):
    keeper = as_("coordinator")
    columns_page = upload(keeper, sheet(line()), hotline).url
    answer = getattr(keeper, method)(columns_page.replace("columns", "words"), {"said": "1"})
    assert answer.url == columns_page
    assert Batch.objects.get().state == Batch.State.READ


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_an_import_is_seen_by_who_handed_it_in(as_, handed_in, who, path):
    batch = handed_in(sheet(line()))
    answer = as_(who).get(f"/admin/imports/{batch.pk}/{path}")
    assert (answer.status_code in (200, 302) and "login" not in answer.get("Location", "")) == (
        who == "clerk" or (answer.status_code == 302 and answer.url == "/admin/")
    )
    if who != "clerk":
        assert b"13800138000" not in b"".join(answer)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_who_handed_it_in_starts_it(as_, handed_in, who):
    batch = handed_in(sheet(line()))
    as_(who).post(f"/admin/imports/{batch.pk}/start/")
    batch.refresh_from_db()
    assert (batch.state == Batch.State.RUNNING) == (who == "clerk")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "空"), (b"\x89PNG\0\0", "CSV"), ("甲,甲\n1,2".encode(), "重复"), (b"\n\n", "空")],
)
def test_a_file_that_is_none_is_told_beside_the_field(as_, town, hotline, content, told):
    answer = upload(as_("clerk"), content, hotline)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_needed_column_is_asked_for(town, as_, handed_in):
    batch = handed_in(sheet(line()), by=town.coordinator)
    answer = as_("coordinator").post(f"/admin/imports/{batch.pk}/columns/", {"number": "工单编号"})
    assert answer.status_code == 200
    assert "error" in answer.content.decode()


def test_nothing_to_import_is_said(as_, handed_in):
    batch = handed_in(sheet(line(area="没有的社区")))
    assert "没有可以导入的行" in as_("clerk").get(f"/admin/imports/{batch.pk}/").content.decode()
