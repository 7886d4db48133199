"""What is in a page: plain words for the search, labels for the inspection, no identifiers."""

import json

import pytest
from django.core.exceptions import ValidationError

from portal.pages.blocks import body_blocks
from portal.pages.context import section_of
from portal.pages.models import Channel, NoticePage
from portal.pages.writings import check_identifiers
from tests.pages.conftest import draft, released

pytestmark = pytest.mark.django_db
EVERY_BLOCK = [
    {"type": "paragraph", "value": "<p>第一段<b>重点</b></p><p>第二段</p>"},
    {"type": "heading", "value": {"text": "小标题", "level": "h3"}},
    {"type": "quote", "value": {"text": "引用的话", "source": "居民"}},
    {"type": "table", "value": {"first_row_is_table_header": True, "data": [["表头"], ["格子"]]}},
    {"type": "callout", "value": {"title": "提示", "text": "说明", "link": "", "link_text": ""}},
    {"type": "steps", "value": {"kind": "steps", "entries": [{"title": "第一步", "text": "做"}]}},
    {"type": "steps", "value": {"kind": "questions", "entries": [{"title": "问", "text": "答"}]}},
]
WORDS = [
    "第一段",
    "重点",
    "第二段",
    "小标题",
    "引用的话",
    "居民",
    "表头",
    "格子",
    "提示",
    "说明",
    "第一步",
    "做",
    "问",
    "答",
]


def test_every_word_of_every_block_is_kept_plain(town):
    page = draft(town, body=json.dumps(EVERY_BLOCK))
    assert [word for word in WORDS if word not in page.plain_text] == []
    assert "<" not in page.plain_text
    assert "\\u" not in page.plain_text


def test_every_block_is_shown(client, town):
    page = released(town, body=json.dumps(EVERY_BLOCK))
    shown = client.get(page.url).content.decode()
    assert [word for word in WORDS if word not in shown] == []


def test_there_are_eight_blocks():
    assert len(body_blocks()) == 8


@pytest.mark.parametrize(
    ("text", "refused"),
    [("联系李先生13812345678", True), ("证件11010519491231002X", True),
     ("区政府电话010-62345678", False), ("望舒街道书记王建国到场", False)],
)  # fmt: skip
def test_identifiers_do_not_go_public_and_offices_do(text, refused):
    try:
        check_identifiers(text)
    except ValidationError:
        assert refused
    else:
        assert not refused


def test_a_draft_with_a_mobile_number_is_not_accepted(town):
    page = draft(town)
    page.summary = "请打13812345678"
    with pytest.raises(ValidationError):
        page.save_revision(user=town.editor)


def labels(client, url):
    head = client.get(url).content.decode().split("</head>")[0]
    return {part.split('"')[0]: part.split('content="')[1].split('"')[0]
            for part in head.split('<meta name="')[1:]}  # fmt: skip


SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE = {"ArticleTitle", "PubDate", "ContentSource"}


@pytest.mark.parametrize(
    ("path", "wanted", "unwanted"),
    [("/", SITE | COLUMN, ARTICLE), ("/news/", SITE | COLUMN, ARTICLE),
     ("/notices/", SITE | COLUMN, ARTICLE), ("/nowhere/", SITE, COLUMN | ARTICLE)],
)  # fmt: skip
def test_columns_carry_the_labels(client, path, wanted, unwanted):
    found = labels(client, path)
    assert wanted <= set(found)
    assert not unwanted & set(found)


def test_articles_carry_the_labels(client, town):
    Channel.objects.update(site_name="清和区人民政府", site_id_code="9901010001")
    page = released(town, NoticePage, title="停水通知")
    found = labels(client, page.url)
    assert set(found) >= SITE | COLUMN | ARTICLE
    assert (found["ArticleTitle"], found["ColumnName"]) == ("停水通知", "通知公告")
    assert found["ColumnType"] == "工作动态"
    assert len(found["PubDate"]) == len("2026-11-22 14:05")


@pytest.mark.parametrize(
    ("path", "section"),
    [("/", ""), ("/echo/2026-000001/", "echo"), ("/orders/track/x/", "orders/track"),
     ("/orders/new/", "orders/new"), ("/news/", "news")],
)  # fmt: skip
def test_the_current_entry_of_the_navigation(path, section):
    assert section_of(path) == section


def test_the_table_editor_asks_for_a_language_it_has():
    table = dict(body_blocks())["table"]
    assert table.table_options["language"] == "en-US"
