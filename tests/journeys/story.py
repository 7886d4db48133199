"""One order walks the whole way, told once; who walks it is given: a plain reader of pages, or Chromium.

Everybody acts by the words on the page alone.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

PHONE = "13800138000"
WORDS = "三楼楼道的灯不亮了，晚上看不清台阶"
TITLE, RESULT = "楼道灯当天换好", "灯当天亮了，两天后回看正常。"
PUBLIC = {
    "标题": TITLE, "事由": "楼道照明坏了，夜里上下楼不便。",
    "怎么办的": "党员志愿者上门换了灯头。", "结果": RESULT,
}  # fmt: skip
TWO_CHARACTERS = "灯头"
PATIENCE_S = 60


@dataclass
class Story:
    """Who takes part; every walker is a device of its own."""

    resident: Any
    resident_later: Any
    clerk: Any
    member: Any
    editor: Any
    reviewer: Any
    reader: Any
    number: str = ""
    code: str = ""
    told: list[str] = field(default_factory=list)

    def steps(self) -> Iterator[str]:
        """Walk on by one step each time; whoever asks may kill something in between."""
        for step in STEPS:
            step(self)
            self.told.append(step.__name__)
            yield step.__name__

    def whole(self) -> None:
        for _step in self.steps():
            pass


def resident_orders_without_an_account(story: Story) -> None:
    place_order(story.resident)
    story.number, story.code = receipt(story.resident)


def clerk_admits(story: Story) -> None:
    enter_admin(story.clerk, "clerk")
    staff_does(story.clerk, story.number, "受理")


def clerk_dispatches(story: Story) -> None:
    dispatch(story.clerk, story.number)


def member_accepts(story: Story) -> None:
    enter_desk(story.member, "handler")
    take(story.member, story.number)


def member_contacts(story: Story) -> None:
    story.member.follow("记录联系")
    story.member.fill("联系情况", "十点打过电话，下午上门")
    story.member.press("记录联系")


def member_answers(story: Story) -> None:
    answer(story.member, story.number)


def resident_tracks_and_rates(story: Story) -> None:
    track(story.resident_later, story.number, story.code)
    assert "换了灯头" in story.resident_later.text
    rate(story.resident_later, "已解决", "非常满意")
    assert "非常满意" in story.resident_later.text


def clerk_closes(story: Story) -> None:
    staff_does(story.clerk, story.number, "办结")


def editor_writes_and_submits(story: Story) -> None:
    enter_admin(story.editor, "editor")
    open_case(story.editor, story.number)
    for label, words in PUBLIC.items():
        story.editor.fill(label, words)
    story.editor.press("提交给")


def reviewer_approves(story: Story) -> None:
    enter_admin(story.reviewer, "reviewer")
    story.reviewer.go("/echo/")
    assert TITLE not in story.reviewer.text  # one person is not enough
    open_case(story.reviewer, story.number)
    story.reviewer.press("批准")


def everybody_reads(story: Story) -> None:
    reader = story.reader
    reader.go("/echo/")
    reader.follow(TITLE)
    assert reader.path == f"/echo/{story.number}/"
    assert RESULT in reader.text
    for private in (WORDS, PHONE, "张女士", "5号楼三单元"):
        assert private not in reader.text


def everybody_finds(story: Story) -> None:
    def found() -> bool:
        search(story.reader, TWO_CHARACTERS)
        return TITLE in story.reader.text

    until(found, "the case is found")
    story.reader.follow(TITLE)
    assert story.reader.path == f"/echo/{story.number}/"


STEPS: tuple[Callable[[Story], None], ...] = (
    resident_orders_without_an_account, clerk_admits, clerk_dispatches, member_accepts,
    member_contacts, member_answers, resident_tracks_and_rates, clerk_closes,
    editor_writes_and_submits, reviewer_approves, everybody_reads, everybody_finds,
)  # fmt: skip


# What people do more than once.


def place_order(resident, words: str = WORDS, phone: str = PHONE) -> None:
    fill_in_order(resident, words, phone)
    resident.press("提交订单")


def fill_in_order(resident, words: str = WORDS, phone: str = PHONE) -> None:
    resident.go("/")
    resident.follow("点单")
    resident.unfold("住房维修")
    resident.choose("楼道灯维修")
    resident.press("下一步：填写情况")
    resident.fill("情况说明", words)
    resident.pick("所在社区", "桂雨社区")
    resident.fill("具体位置", "5号楼三单元")
    resident.press("下一步：怎么联系您")
    resident.fill("电话", phone)
    resident.fill("您的称呼", "张女士")
    resident.choose("可以，不出现我的姓名、电话和门牌")


def receipt(resident) -> tuple[str, str]:
    """The number and the query code, as the receipt shows them."""
    assert resident.path.startswith("/orders/receipt/"), resident.text
    number = re.search(r"\d{4}-\d{6}", resident.text)[0]
    return number, re.search(r"\b\w{4}-\w{4}-\w{2}\b", resident.text)[0]


def enter_admin(person, name: str, password: str = "") -> None:
    person.go("/admin/login/")
    person.fill("用户名", name)
    person.fill("密码", password or name)
    person.press("登录")
    assert person.path == "/admin/", person.text


def enter_desk(person, name: str, password: str = "") -> None:
    person.go("/desk/")
    person.fill("用户名", name)
    person.fill("密码", password or name)
    person.press("登录")
    assert person.path == "/desk/", person.text


def staff_does(clerk, number: str, verb: str, **words: str) -> None:
    """Open the order from the list and press a button of it, filling in what it asks."""
    clerk.go("/admin/orders/")
    clerk.follow(number)
    clerk.follow(verb)
    for label, text in words.items():
        clerk.fill(label, text)
    clerk.press(verb)


def dispatch(clerk, number: str, unit: str = "桂雨维修队") -> None:
    clerk.go("/admin/orders/")
    clerk.follow(number)
    clerk.follow("下单")
    clerk.choose(unit)
    clerk.press("下单")


def take(member, number: str) -> None:
    member.go(f"/desk/{number}/")
    member.press("接单")


def answer(member, number: str, done: str = "上门换了灯头") -> None:
    member.go(f"/desk/{number}/")
    member.follow("反馈")
    member.fill("和谁沟通的？", "张女士，电话")
    member.fill("做了什么？", done)
    member.fill("什么时候办完？", "当天")
    member.press("反馈")


def track(resident, number: str, code: str) -> None:
    resident.go("/orders/track/")
    resident.fill("单号", number)
    resident.fill("查询码", code)
    resident.press("查看进度")
    assert resident.path == f"/orders/track/{number}/", resident.text


def rate(resident, solved: str, satisfied: str) -> None:
    resident.choose(solved)
    resident.choose(satisfied)
    resident.choose("可以，不出现我的姓名、电话和门牌")
    resident.press("提交评价")


def open_case(person, number: str) -> None:
    """The draft appears once the follower has made it."""

    def appeared() -> bool:
        person.go(f"/admin/snippets/cases/case/?q={number}")
        return number in person.text

    until(appeared, "the draft appears")
    person.follow(number)


def search(reader, words: str) -> None:
    reader.go("/search/")
    reader.fill("站内搜索", words)
    reader.press("搜索")


def until(happens: Callable[[], bool], what: str) -> None:
    """Wait for the worker, which runs beside the server."""
    end = time.monotonic() + PATIENCE_S
    while not happens():
        assert time.monotonic() < end, f"not within {PATIENCE_S} s: {what}"
        time.sleep(0.3)
