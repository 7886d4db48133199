"""The words of a message: a safe list of placeholders, versions, and the house's own words."""

from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.messages import commands, placeholders, wording
from portal.messages.events import EVENTS
from portal.messages.models import Template
from tests.messages.telling import of, told
from tests.support.town import place_order

EVENT = wording.event_of("order.placed", "resident")
PAGE = "/admin/message-templates/order.placed/resident/"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.code}-{event.audience}")
def test_every_text_of_the_house_is_in_order(event):
    placeholders.check(str(event.text))
    filled = placeholders.fill(str(event.text), placeholders.sample())
    assert "2026-000123" in filled
    assert placeholders.NOTHING not in filled


@pytest.mark.parametrize(
    ("text", "fault"),
    [("单号 {number}", ""), ("{number} {phone}", ""), ("{name}", "{name}"), ("{text} {code}", "{code}"),
     ("{number", "花括号"), ("}{", "花括号"), ("{{number}}", "花括号"), ("{number.x}", "{number.x}"),
     ("{ number }", "{ number }"), ("字" * 301, "300"), ("%(number)s", "")],
)  # fmt: skip
def test_what_a_template_may_name(text, fault):
    try:
        placeholders.check(text)
    except ValidationError as refused:
        assert fault
        assert fault in " ".join(refused.messages)
    else:
        assert not fault


def test_what_a_value_says_is_not_read_as_a_placeholder():
    assert placeholders.fill("{matter}", {"matter": "{link}", "link": "x"}) == "{link}"


def reworded(town, text, seen=0, **more):
    return commands.reword(EVENT, text, seen=seen, by=town.administrator, at=timezone.now(), **more)


def test_staffs_words_are_sent_and_versions_are_kept(town):
    reworded(town, "收到啦 {number}")
    reworded(town, "已收到 {number}", seen=1)
    order = place_order(town)
    told()
    assert of(order)[0].text == f"已收到 {order.number}"
    assert [row.text for row in Template.objects.all()] == ["已收到 {number}", "收到啦 {number}"]
    assert Entry.objects.filter(verb="template.changed").count() == 2


def test_back_to_the_houses_own(town):
    row = reworded(town, "收到啦 {number}")
    commands.back_to_default(EVENT, seen=row.version, by=town.administrator, at=timezone.now())
    order = place_order(town)
    told()
    assert "查进度" in of(order)[0].text
    assert Template.objects.count() == 2


def test_a_message_can_be_switched_off(town):
    reworded(town, "", on=False)
    order = place_order(town)
    told()
    assert of(order) == []
    assert len(of(order, "clerk")) == 1


@pytest.mark.parametrize("who", ["administrator", "clerk", "coordinator", "nobody"])
def test_only_administrators_write(town, who):
    def write():
        commands.reword(EVENT, "新 {number}", seen=0, by=getattr(town, who), at=timezone.now())

    with nullcontext() if who == "administrator" else pytest.raises(Refused):
        write()


def test_two_who_write_at_once(town):
    reworded(town, "甲 {number}")
    with pytest.raises(Refused):
        reworded(town, "乙 {number}", seen=0)


@pytest.mark.parametrize(("text", "fits"), [
    ("详询社区居委会", True), ("请联系 13800138000", False),
])  # fmt: skip
def test_no_persons_number_in_a_template(town, text, fits):
    with nullcontext() if fits else pytest.raises(ValidationError):
        reworded(town, text)


def test_the_page_previews_saves_and_goes_back(town, as_):
    client = as_("administrator")
    data = {"text": "您好 {number}，{matter}", "on": "on", "seen": 0}
    shown = client.post(PAGE, data | {"preview": "1"}).content.decode()
    assert "您好 2026-000123，楼道灯维修" in shown
    assert not Template.objects.exists()
    assert client.post(PAGE, data | {"save": "1"}).status_code == 302
    assert "您好 {number}" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}default/")
    assert Template.objects.order_by("version").last().text == ""


@pytest.mark.parametrize(("text", "told_so"), [
    ("{surname} 您好", "没有 {surname} 这个占位词"), ("打 13800138000", "手机号"), ("", "请填写正文"),
])  # fmt: skip
def test_the_page_says_what_is_wrong(town, as_, text, told_so):
    data = {"text": text, "on": "on", "seen": 0, "save": "1"}
    shown = as_("administrator").post(PAGE, data).content.decode()
    assert told_so in shown
    assert not Template.objects.exists()


def test_somebody_elses_version_in_between(town, as_):
    reworded(town, "甲 {number}")
    data = {"text": "乙 {number}", "on": "on", "seen": 0, "save": "1"}
    assert "他人修改" in as_("administrator").post(PAGE, data).content.decode()


@pytest.mark.parametrize("address", ["order.nothing/resident", "order.placed/handler"])
def test_no_such_text(town, as_, address):
    assert as_("administrator").get(f"/admin/message-templates/{address}/").status_code == 404
