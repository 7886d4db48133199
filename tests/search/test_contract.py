"""What every engine does, whichever it is."""

import pytest

from search.engines.base import IndexMissing
from search.query import Query, search
from tests.search.corpus import document, start

LAMP = document("case:1", "榆钱北巷三盏路灯连着不亮", "线缆接头受潮短路，当晚复亮。", days=3)
WATER = document("notice:2", "关于小区停水的通知", "检修管道，桂雨社区暂停供水。", days=2)
TRADITIONAL = document("news:3", "舊樓加裝電梯", "居民議事後開工，WiFi 同時接入。", days=1)
WORK = document("service:4", "就业登记", "想找半天班，带身份证到窗口。", days=0)
ALL = [LAMP, WATER, TRADITIONAL, WORK]


def keys(engine, words, *kinds, **more):
    return search(engine, Query(words, kinds, **more)).hits.keys


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("路灯", {"case:1"}),
        ("灯连", {"case:1"}),
        ("停水", {"notice:2"}),
        ("供水", {"notice:2"}),
        ("路燈", {"case:1"}),
        ("电梯", {"news:3"}),
        ("電梯", {"news:3"}),
        ("旧楼加装", {"news:3"}),
        ("wifi", {"news:3"}),
        ("ＷＩＦＩ", {"news:3"}),
        ("水", {"notice:2"}),
        ("知", {"notice:2"}),
        ("灯 不亮", {"case:1"}),
        ("社区 停水", {"notice:2"}),
        ("短路，当晚", {"case:1"}),
        ("路水", set()),
        ("飞机", set()),
        ("wif", set()),
        ("，。！", set()),
        ("", set()),
        ("的", {"notice:2"}),
    ],
)
def test_what_is_found(engine, words, found):
    engine.apply(ALL)
    assert set(keys(engine, words)) == found


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("我们小区路灯不亮没人管找谁", "case:1"),
        ("请问旧楼加装电梯怎么申请", "news:3"),
        ("家里停水什么时候通知", "notice:2"),
        ("就业登记要带什么身份证", "service:4"),
    ],
)
def test_whole_sentences_find_what_they_ask_about(engine, sentence, first):
    engine.apply(ALL)
    assert keys(engine, sentence)[0] == first


def test_the_title_weighs_more_than_the_text(engine):
    engine.apply([document("case:1", "其他", "漏水"), document("case:2", "漏水", "其他")])
    assert keys(engine, "漏水") == ("case:2", "case:1")


@pytest.mark.parametrize("words", ["漏水", "水"])
def test_newest_first_among_equals(engine, words):
    engine.apply([document(f"case:{day}", "厨房漏水", days=day) for day in (3, 9, 6)])
    assert keys(engine, words) == ("case:9", "case:6", "case:3")


def test_an_update_replaces(engine):
    engine.apply([LAMP])
    engine.apply([document("case:1", "电梯停运")])
    assert (keys(engine, "路灯"), keys(engine, "电梯"), engine.count()) == ((), ("case:1",), 1)


def test_a_deletion_forgets_and_may_come_twice(engine):
    engine.apply(ALL)
    engine.apply([], ["case:1", "case:77"])
    engine.apply([], ["case:1"])
    assert (keys(engine, "路灯"), engine.count()) == ((), 3)


def test_a_key_both_gone_and_given_is_kept(engine):
    engine.apply(ALL)
    engine.apply([LAMP], ["case:1", "notice:2"])
    assert (keys(engine, "路灯"), keys(engine, "停水")) == (("case:1",), ())


def test_kinds_filter_the_hits_but_not_the_counts(engine):
    engine.apply(document(f"{kind}:1", "停水") for kind in ("case", "news", "notice"))
    hits = search(engine, Query("停水", ("news", "notice"))).hits
    assert set(hits.keys) == {"news:1", "notice:1"}
    assert (hits.total, dict(hits.kinds)) == (2, {"case": 1, "news": 1, "notice": 1})


def test_a_kind_without_hits_does_not_loosen_the_question(engine):
    engine.apply([document("case:1", "小区停水"), document("news:1", "小区新闻")])
    assert search(engine, Query("小区停水", ("news",))).hits.total == 0


def test_pages_hold_every_hit_once(engine):
    engine.apply(document(f"case:{at}", "停水", days=at % 3) for at in range(25))
    pages = [keys(engine, "停水", page=page, size=10) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({key for page in pages for key in page}) == 25


@pytest.mark.parametrize("page", [-5, 0, 10**30])
def test_impossible_pages_are_answered(engine, page):
    engine.apply(ALL)
    assert search(engine, Query("路灯", page=page)).hits.total == 1


def test_without_an_index_the_engine_says_so(empty_engine):
    for ask in (
        lambda: empty_engine.apply(ALL),
        lambda: search(empty_engine, Query("路灯")),
        empty_engine.count,
    ):
        with pytest.raises(IndexMissing):
            ask()
    start(empty_engine, ALL)
    assert empty_engine.count() == 4
