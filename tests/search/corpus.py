"""Documents for the tests of search: a few by hand, many by a seeded grammar."""

import random
from datetime import UTC, datetime, timedelta

from search.documents import Document

DAY = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ("case", "news", "notice", "service", "page")
THINGS = [
    "路灯",
    "电梯",
    "下水道",
    "充电桩",
    "健身器材",
    "垃圾桶",
    "井盖",
    "围墙",
    "楼道灯",
    "自来水",
    "雨水篦子",
    "停车位",
]
PLACES = [
    "榆钱北巷",
    "望舒小区",
    "砚池街道",
    "桂雨社区",
    "清和公园",
    "三号楼",
    "菜市场",
    "幼儿园门口",
]
TROUBLES = ["不亮", "坏了", "漏水", "堵塞", "被占用", "没人清理", "丢失", "开裂", "冒水", "生锈"]
FILLERS = [
    "居民反映",
    "网格员巡查发现",
    "当天派人",
    "已经修好",
    "回访满意",
    "物业答复",
    "正在处理",
    "请您放心",
]


def document(key, title, text="", *, days=0, kind=None):
    kind = kind or key.split(":")[0]
    return Document(key, kind, title, text, DAY + timedelta(days=days), "桂雨社区", "市政设施")


def generated(number, seed=7):
    pick = random.Random(seed)
    for at in range(number):
        kind = pick.choice(KINDS)
        title = pick.choice(PLACES) + pick.choice(THINGS) + pick.choice(TROUBLES)
        parts = pick.choices(FILLERS + PLACES + THINGS + TROUBLES, k=pick.randint(5, 40))
        text = "".join(part + pick.choice(["", "", "，", "。", " "]) for part in parts)
        yield document(f"{kind}:{at}", title, text, days=at % 400)


def start(engine, documents=()):
    with engine.rebuild() as fresh:
        fresh.apply(documents)
        fresh.take_over()
    return engine


def substring_matches(documents, words):
    return {doc.key for doc in documents if words in doc.title or words in doc.text}
