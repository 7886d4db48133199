"""Who adds a source and says how it is read; who only imports from it."""

import io

import pytest

from portal.errors import Refused
from portal.exchange import commands, queries
from portal.exchange.judging import key_of
from portal.exchange.models import Batch, Source
from portal.ledger.models import Entry
from portal.orders.models import Order
from portal.people.roles import Role
from portal.sheets.reading import read
from tests.exchange.conftest import line, sheet
from tests.exchange.test_importing import NOW, imported
from tests.exchange.test_pages import columns, upload
from tests.support.town import person

KEEPERS = ("coordinator", "administrator")
EVERYBODY = ("clerk", "other_clerk", "handler", "editor", "auditor", *KEEPERS)
PROPERTY = {"code": "property", "name": "物业平台", "channel": "12345"}


@pytest.fixture(autouse=True)
def administrator(town):
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_adds_a_source_and_says_how_it_is_read(town, who):
    by, entries = getattr(town, who), Entry.objects.count()
    if who in KEEPERS:
        source = commands.add_source(**PROPERTY, by=by, at=NOW)
        commands.match(source, columns=columns(), matters={}, areas={}, by=by, at=NOW)
        verbs = list(Entry.objects.order_by("-seq").values_list("verb", flat=True)[:2])
        assert verbs == ["source.matched", "source.added"]
        return
    with pytest.raises(Refused, match="协调员"):
        commands.add_source(**PROPERTY, by=by, at=NOW)
    hotline = Source.objects.get(code="12345")
    with pytest.raises(Refused, match="协调员"):
        commands.match(hotline, columns=columns(), matters={}, areas={}, by=by, at=NOW)
    assert (Source.objects.count(), Entry.objects.count()) == (2, entries)


def test_a_code_is_taken_once(town):
    with pytest.raises(Refused, match="编码"):
        commands.add_source(**PROPERTY | {"code": "12345"}, by=town.coordinator, at=NOW)
    assert Source.objects.get(code="12345").name == "12345 热线"


@pytest.mark.parametrize(
    ("who", "before", "after", "goes"),
    [
        ("coordinator", "", "990101001001", True),
        ("coordinator", "990101001001", "", True),
        ("far", "", "990101001002", True),
        ("far", "", "990101001001", False),
        ("far", "990101001001", "990101001002", False),
        ("far", "990101001001", "", False),
        ("coordinator", "", "nowhere", False),
    ],
)
def test_a_community_s_words_are_matched_by_who_keeps_it(town, hotline, who, before, after, goes):
    town.far = person("far", Role.ADMINISTRATOR, town.other_committee)
    Source.objects.filter(pk=hotline.pk).update(areas={"桂雨": before} if before else {})
    given = {"columns": columns(), "matters": {}, "areas": {"桂雨": after}}
    try:
        commands.match(hotline, **given, by=getattr(town, who), at=NOW)
    except Refused:
        assert not goes
    hotline.refresh_from_db()
    assert hotline.areas.get("桂雨", "") == (after if goes else before)


def test_the_same_number_of_two_sources_is_two_orders_and_of_one_is_one(town, handed_in):
    imported(handed_in(sheet(line("A-1"))), town.clerk)
    source = commands.add_source(**PROPERTY, by=town.coordinator, at=NOW)
    commands.match(source, columns=columns(), matters={}, areas={}, by=town.coordinator, at=NOW)
    for _time in range(2):
        table = read(io.BytesIO(sheet(line("A-1"))))
        batch = commands.hand_in(source, table, file_name="x.csv", by=town.clerk, at=NOW)
        commands.check(batch, by=town.clerk)
        if queries.counts(batch)["new"]:
            imported(batch, town.clerk)
    assert Order.objects.count() == 2
    assert Order.objects.filter(pk=key_of(source, "A-1")).exists()


def test_a_clerk_imports_with_what_was_said_and_matches_nothing(town, hotline, as_):
    clerk = as_("clerk")
    page = upload(clerk, sheet(line()), hotline)
    told = clerk.get(page.url).content.decode()
    assert "协调员或管理员" in told
    assert Batch.objects.get().state == Batch.State.READ
    for path in ("columns/", "words/"):
        clerk.post(f"{page.url}{path}", columns() | {"said": "1"})
    hotline.refresh_from_db()
    assert hotline.columns == {}
    as_("coordinator").post(f"/admin/imports/sources/{hotline.pk}/", columns())
    clerk.post(f"{page.url}check/")
    assert "可以导入" in clerk.get(page.url).content.decode()
    clerk.post(f"{page.url}start/")
    assert commands.carry_on(at=NOW) == 1


def test_a_file_without_the_source_s_column_says_which(town, hotline, handed_in, as_):
    handed_in(sheet(line()))
    other = sheet(
        line(),
        headings="单号,问题分类,标题,主要内容,来电人,来电人电话,村/社区,小区点位,工单状态,办理结果",
    )
    clerk = as_("clerk")
    assert "工单编号" in clerk.get(upload(clerk, other, hotline).url).content.decode()
    assert Batch.objects.first().state == Batch.State.READ


@pytest.mark.parametrize("who", [*EVERYBODY, "anonymous"])
def test_the_pages_of_sources(town, hotline, as_, who):
    client = as_(who)
    answers = [
        client.get(f"/admin/imports/sources/{path}").status_code for path in ("", f"{hotline.pk}/")
    ]
    assert (answers == [200, 200]) is (who in KEEPERS)
    client.post("/admin/imports/sources/", PROPERTY)
    assert Source.objects.filter(code="property").exists() is (who in KEEPERS)


def boxes(page):
    """The names of the boxes that forget a word, as the page has them."""
    return [name for name in page.context["form"].fields if name.startswith("forget-")]


def test_words_are_said_and_forgotten_without_a_file(town, hotline, as_):
    keeper, page = as_("administrator"), f"/admin/imports/sources/{hotline.pk}/"
    said = {"matter-word": "照明", "matter-code": "lamp",
            "area-word": "桂雨", "area-code": town.community.code}  # fmt: skip
    keeper.post(page, columns() | said)
    hotline.refresh_from_db()
    assert (hotline.matters, hotline.areas) == ({"照明": "lamp"}, {"桂雨": town.community.code})
    assert "忘记“照明”" in keeper.get(page).content.decode()
    tick, _area = boxes(keeper.get(page))
    keeper.post(page, columns() | {tick: "on"})
    hotline.refresh_from_db()
    assert (hotline.matters, hotline.areas) == ({}, {"桂雨": town.community.code})


@pytest.mark.parametrize(
    ("meanwhile", "left"),
    [
        ({"大门": "gone-1", "桂雨": "gone-2", "旧村": "gone-3"}, {"大门": "gone-1", "旧村": "gone-3"}),
        ({"旧村": "gone-3"}, {"旧村": "gone-3"}),
        ({"桂雨": "gone-4"}, {"桂雨": "gone-4"}),
    ],
)  # fmt: skip
def test_a_tick_forgets_the_word_it_stood_at(town, hotline, as_, meanwhile, left):
    keeper, page = as_("administrator"), f"/admin/imports/sources/{hotline.pk}/"
    Source.objects.filter(pk=hotline.pk).update(areas={"桂雨": "gone-2"})
    (tick,) = boxes(keeper.get(page))
    Source.objects.filter(pk=hotline.pk).update(areas=meanwhile)
    answer = keeper.post(page, columns() | {tick: "on"})
    hotline.refresh_from_db()
    assert hotline.areas == left
    if meanwhile == left:
        assert "请再看一遍" in answer.content.decode()


def test_only_words_of_one_s_own_and_of_nobody_are_offered(town, hotline, as_):
    town.far = person("far", Role.ADMINISTRATOR, town.other_committee)
    areas = {"桂雨": "990101001001", "远村": "990101001002", "旧村": "gone"}
    Source.objects.filter(pk=hotline.pk).update(areas=areas)
    keeper, page = as_("far"), f"/admin/imports/sources/{hotline.pk}/"
    ticks = boxes(keeper.get(page))
    assert len(ticks) == 2
    keeper.post(page, columns() | dict.fromkeys(ticks, "on"))
    hotline.refresh_from_db()
    assert hotline.areas == {"桂雨": "990101001001"}


@pytest.mark.parametrize(
    ("said", "field"),
    [({"matter-word": "照明"}, "matter-code"), ({"matter-code": "lamp"}, "matter-word"),
     ({"area-word": "桂雨"}, "area-code"), ({"area-code": "990101001001"}, "area-word")],
)  # fmt: skip
def test_half_a_word_is_told_beside_its_field(town, hotline, as_, said, field):
    page = as_("administrator").post(f"/admin/imports/sources/{hotline.pk}/", columns() | said)
    assert list(page.context["form"].errors) == [field]


@pytest.mark.parametrize("code", ["Property", "a_b", "a-b", "a b", "物业", "property2"])
def test_a_code_is_small_letters_and_digits(town, as_, code):
    as_("administrator").post("/admin/imports/sources/", PROPERTY | {"code": code})
    assert Source.objects.filter(name="物业平台").exists() is (code == "property2")
