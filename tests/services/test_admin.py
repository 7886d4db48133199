"""The menu in the admin: what staff fill in, what they are told, and who may not."""

import pytest

from portal.people.roles import Role
from portal.services.models import Matter
from tests.resident.walk import text_of
from tests.services.writing import LONG_AGO, ask, publish
from tests.support.town import person

LIST = "/admin/snippets/services/matter/"
WORDS = ("admitted_at", "expires", "approved_by", "duty", "owner", "audience", "area", "way", "time_class",
         "urgent_words", "team_kind", "promise", "guide")  # fmt: skip


def sent(matter, **changes):
    """The form as a browser sends it back."""
    empty = {f"{part}-{name}": 0 for part in ("questions", "answer_templates")
             for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}  # fmt: skip
    return empty | {
        "title": matter.title, "code": matter.code, "summary": matter.summary, "guide": "",
        "category": matter.category_id, "promise": matter.promise, "audience": "resident", "area": "",
        "way": "", "order": 0, "admitted_at": LONG_AGO, "expires": "", "approved_by": "街道", "duty": "basic",
        "owner": "", "team_kind": matter.team_kind_id, "time_class": "ordinary", "urgent_words": "",
        "action-publish": "1",
    } | changes  # fmt: skip


def inline(part, fields):
    row = {f"{part}-0-{name}": value for name, value in fields.items()}
    return row | {f"{part}-TOTAL_FORMS": 1, f"{part}-0-ORDER": 1, f"{part}-0-id": ""}


def edit(client, matter, **changes):
    return client.post(f"{LIST}edit/{matter.pk}/", sent(matter, **changes))


def test_the_editor_sees_every_field_and_every_version(client, town):
    matter = publish(publish(town.matter), promise="3个工作日内办结")
    client.force_login(town.editor)
    page = text_of(client.get(f"{LIST}edit/{matter.pk}/"))
    for name in WORDS:
        assert f'name="{name}"' in page
    for words in ("现行第 2 版", "第一版", "承诺", "今天可以点单", "要问居民的问题", "答复模板"):
        assert words in page


def test_an_editor_releases_a_change(client, town):
    client.force_login(town.editor)
    question = {"label": "有危险吗", "kind": "yes_no", "notice_for": "是", "notice": "请拨 110",
                "stops": "on", "hint": "", "choices": ""}  # fmt: skip
    template = {"name": "已修复", "text": "已修好"}
    parts = inline("questions", question) | inline("answer_templates", template)
    answer = edit(client, town.matter, urgent_words="爆管\n漏电", time_class="complex", way="errand",
                  **parts)  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    matter = Matter.objects.get()
    assert (matter.time_class.name, matter.urgent_word_list) == ("复杂", ["爆管", "漏电"])
    assert matter.questions.get().stops
    assert matter.answer_templates.get().text == "已修好"
    assert (matter.version.number, matter.version.by) == (1, f"staff:{town.editor.pk}")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"approved_by": ""}, "请填写批准准入的单位"),
        ({"expires": "2019-01-01"}, "有效期不能早于准入日期"),
        ({"time_class": "lightning"}, "选择"),
        ({"duty": "nobody"}, "nobody"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(client, town, changes, told):
    client.force_login(town.editor)
    answer = edit(client, town.matter, **changes)
    assert answer.status_code == 200
    assert told in text_of(answer)
    assert not Matter.objects.get().versions.exists()


def test_a_draft_can_be_looked_at_before(client, town):
    client.force_login(town.editor)
    matter = ask(town.matter, {"label": "在几楼"})
    address = f"{LIST}preview/{matter.pk}/"
    client.post(address, sent(matter, title="新的名字", promise="明天就来"))
    page = text_of(client.get(address))
    assert "新的名字" in page
    assert "明天就来" in page
    assert "预览" in page


@pytest.fixture
def everybody(town):
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    return town


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("editor", True), ("administrator", True), ("clerk", False), ("coordinator", False),
     ("handler", False), ("auditor", False), ("reviewer", False)],
)  # fmt: skip
def test_only_editors_and_administrators_keep_the_menu(client, everybody, who, allowed):
    client.force_login(getattr(everybody, who))
    pk = everybody.matter.pk
    for address in (LIST, f"{LIST}add/", f"{LIST}edit/{pk}/", f"{LIST}history/{pk}/"):
        assert (client.get(address).status_code == 200) is allowed, address
    edit(client, everybody.matter, title="被改了")
    assert (Matter.objects.get().title == "被改了") is allowed


def test_the_list_says_why_a_matter_is_not_on_the_menu(client, town):
    client.force_login(town.editor)
    assert "清单状态" in text_of(client.get(LIST))
    Matter.objects.update(admitted_at=None)
    assert "还没有准入" in text_of(client.get(LIST))
