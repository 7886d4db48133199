"""Staff build the questions: every kind is asked, judged and kept, and a notice may end the form."""

import pytest
from django.core.exceptions import ValidationError

from portal.orders.models import Order
from portal.services.models import Question
from tests.resident.walk import CONTACT, DETAILS, send, text_of, to_details
from tests.services.writing import ask

LISTED = "请从列出的选项里选"
NOTICE = "紧急情况请先拨 110/119/120"
KINDS = {
    "text": {"label": "几号楼"},
    "long_text": {"label": "说说经过"},
    "choice": {"label": "有没有人受伤", "choices": "没有\n有"},
    "choices": {"label": "哪些地方", "choices": "门厅\n楼道\n电梯"},
    "yes_no": {"label": "家里有人吗"},
    "date": {"label": "哪一天"},
    "number": {"label": "几盏灯"},
    "place": {"label": "在哪里碰头"},
}


def field(label: str) -> str:
    return f"question_{Question.objects.get(label=label).pk}"


def answered(client, town, kind, given):
    """Step 2 with this answer to a question of this kind."""
    ask(town.matter, {"kind": kind, "required": True, **KINDS[kind]})
    page = to_details(client)
    return send(client, page, **DETAILS, **{field(KINDS[kind]["label"]): given})


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "3号楼", "3号楼"), ("long_text", "先\n后", "先\n后"), ("choice", "有", "有"),
        ("choices", ["门厅", "电梯"], "门厅、电梯"), ("yes_no", "是", "是"),
        ("date", "2026-11-30", "2026-11-30"), ("number", "12.50", "12.5"), ("number", "100", "100"),
        ("place", "北门", "北门"),
    ],
)  # fmt: skip
def test_every_kind_is_kept_with_the_order(client, town, kind, given, kept):
    page = answered(client, town, kind, given)
    assert "第 3 步" in text_of(page)
    send(client, page, **CONTACT)
    assert Order.objects.get().answers == {KINDS[kind]["label"]: kept}


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        *((kind, "", "请回答这个问题") for kind in KINDS if kind != "choices"),
        ("choices", [], "请回答这个问题"),
        ("choice", "也许", LISTED), ("choices", ["屋顶"], LISTED), ("yes_no", "也许", LISTED),
        ("date", "明天", "请填写日期"), ("date", "2026-02-30", "请填写日期"),
        ("number", "三", "请用数字填写"), ("text", "灯" * 201, "200"), ("long_text", "灯" * 501, "500"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_beside_the_question(client, town, kind, given, told):
    page = text_of(answered(client, town, kind, given))
    assert "第 2 步" in page
    assert told in page


def test_what_was_typed_is_still_there(client, town):
    page = answered(client, town, "choices", ["门厅", "电梯"])
    page = text_of(send(client, page, action="back"))
    page = text_of(client.get(f"/orders/new/?draft={_draft()}&step=2"))
    assert page.count("checked") == 2


def _draft() -> str:
    from portal.orders.models import Draft

    return str(Draft.objects.get().pk)


@pytest.mark.parametrize(
    ("stops", "given", "step", "shown"),
    [(True, "是", "第 2 步", True), (True, "否", "第 3 步", False),
     (False, "是", "第 3 步", True), (False, "否", "第 3 步", False)],
)  # fmt: skip
def test_a_notice_is_shown_and_stops_where_it_must(client, town, stops, given, step, shown):
    danger = {"kind": "yes_no", "label": "现在有危险吗", "notice_for": "是", "notice": NOTICE,
              "stops": stops, "required": True}  # fmt: skip
    ask(town.matter, danger)
    page = send(client, to_details(client), **DETAILS, **{field("现在有危险吗"): given})
    assert step in text_of(page)
    assert (NOTICE in text_of(page)) is shown


def test_the_way_round_a_stopper_is_shut_too(client, town):
    ask(town.matter, {"kind": "yes_no", "label": "有危险吗"})
    page = send(client, to_details(client), **DETAILS, **{field("有危险吗"): "是"})
    Question.objects.update(notice_for="是", notice=NOTICE, stops=True)
    page = send(client, page, **CONTACT)
    assert not Order.objects.exists()
    assert NOTICE in text_of(page)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ({"kind": "choice", "choices": "有\n没有"}, ""),
        ({"kind": "choice", "choices": "有"}, "choices"),
        ({"kind": "choices", "choices": ""}, "choices"),
        ({"kind": "yes_no", "notice_for": "是", "notice": NOTICE, "stops": True}, ""),
        ({"kind": "yes_no", "notice_for": "也许", "notice": NOTICE}, "notice_for"),
        ({"kind": "yes_no", "notice": NOTICE}, "notice"),
        ({"kind": "yes_no", "notice_for": "是"}, "notice"),
        ({"kind": "yes_no", "stops": True}, "stops"),
        ({"kind": "text", "stops": True}, "stops"),
    ],
)
def test_a_question_that_cannot_work_is_told_to_staff(town, question, wrong):
    row = Question(matter=town.matter, label="问", **question)
    if not wrong:
        row.full_clean()
        return
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    assert wrong in told.value.message_dict
