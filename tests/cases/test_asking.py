"""The clerk's page that asks for an open order to be shown, and the editor's form while it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.cases import commands
from portal.cases.models import Case
from portal.cases.staff import button
from portal.orders import commands as orders
from tests.cases.record import MATTER, TEXT, asked, order_of, rate, shown_under_way
from tests.cases.test_admin import form, url
from tests.cases.test_under_way import onward
from tests.support.town import order_in, resident_of


def page_of(order):
    return reverse("case_staff:ask", args=[order.number])


def as_(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("coordinator", 200), ("other_clerk", 404), ("handler", 302), ("editor", 302),
     ("reviewer", 302), ("auditor", 302)],
)  # fmt: skip
def test_the_page_is_for_the_orders_own_staff(town, who, status, method):
    order = order_in(town, "accepted")
    answer = getattr(as_(getattr(town, who)), method)(page_of(order), MATTER)
    assert answer.status_code == (302 if (method, status) == ("post", 200) else status)
    assert Case.objects.exists() is ((method, status) == ("post", 200))


def test_nobody_signed_in_is_sent_to_sign_in(town, client):
    answer = client.get(page_of(order_in(town, "accepted")))
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("number", ["2026-999999", "1999-000001"])
def test_an_unknown_number_is_not_found(town, number):
    assert as_(town.clerk).get(f"/admin/cases/{number}/ask/").status_code == 404


def test_the_button_stands_on_the_order_and_then_leads_to_the_public_page(town):
    order = order_in(town, "accepted")
    story, clerk = f"/admin/orders/{order.number}/", as_(town.clerk)
    assert page_of(order) in clerk.get(story).content.decode()
    answer = clerk.post(page_of(order), MATTER, follow=True)
    assert "已交给编辑" in answer.content.decode()
    assert "现在在编辑手里" in clerk.get(story).content.decode()
    other = shown_under_way(town)
    text = clerk.get(f"/admin/orders/{other.number}/").content.decode()
    assert f'href="/echo/{other.number}/"' in text


def test_the_button_leads_to_no_page_that_is_gone(town):
    case = shown_under_way(town)
    order = order_of(case)
    orders.change_consent(order, consent="none", by=resident_of(order), at=timezone.now())
    made = button(order_of(case), town.clerk)
    assert (f"/echo/{case.number}/" in made.url, "居民不愿公开" in made.why_not) == (False, True)


def test_the_button_looks_at_the_case_once(town):
    order = order_of(asked(town))
    with CaptureQueriesContext(connection) as asked_for:
        button(order, town.clerk)
    assert sum('FROM "cases_case"' in query["sql"] for query in asked_for) == 1


def test_the_editors_form_is_no_dead_end_after_a_redo(town):
    case = onward(town, shown_under_way(town), "answered", "closed")
    commands.write(case, **TEXT, by=town.editor)
    rate(case, solved="no", satisfied=1)
    editor = as_(town.editor)
    assert 'name="result"' not in editor.get(url("edit", case.pk)).content.decode()
    editor.post(url("edit", case.pk), form(**{"action-submit": "1"}))
    case.refresh_from_db()
    assert case.workflow_in_progress
    assert commands.approve(case, by=town.reviewer).result == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [({"title": ""}, "请先写好标题和事由"), ({"matter_text": "请打 13800138000"}, "手机号"),
     ({"title": "张女士 13800138000"}, "手机号")],
)  # fmt: skip
def test_what_is_refused_stands_beside_what_was_typed(town, given, told):
    order = order_in(town, "accepted")
    answer = as_(town.clerk).post(page_of(order), {**MATTER, **given})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Case.objects.exists()


def test_a_resident_who_does_not_want_it_is_told_before_anything_is_typed(town):
    order = order_in(town, "accepted", consent="none")
    clerk = as_(town.clerk)
    for answer in (clerk.get(page_of(order)), clerk.post(page_of(order), MATTER)):
        assert "居民不愿公开" in answer.content.decode()
    assert not Case.objects.exists()


def test_the_editor_writes_title_and_matter_and_nothing_of_an_outcome(town):
    case, editor = asked(town, contact_name="张女士某某", place="三号楼二单元"), as_(town.editor)
    text = editor.get(url("edit", case.pk)).content.decode()
    assert 'name="matter_text"' in text
    for hidden in ('name="measures"', 'name="result"', "13800138000", "张女士某某", "三号楼",
                   order_of(case).text, f"/admin/orders/{case.number}/"):  # fmt: skip
        assert hidden not in text, hidden
    editor.post(url("edit", case.pk), form(**{"action-submit": "1"}))
    case.refresh_from_db()
    assert case.workflow_in_progress
    assert case.get_latest_revision_as_object().result == ""
    task = case.current_workflow_state.current_task_state
    as_(town.reviewer).post(url("workflow_action", case.pk, "approve", task.pk))
    case.refresh_from_db()
    assert (case.live, case.result) == (True, "")


def test_the_editor_may_not_open_the_order_that_is_under_way(town):
    case = asked(town)
    assert as_(town.editor).get(f"/admin/orders/{case.number}/").status_code in (302, 404)


def test_the_editor_is_asked_for_the_outcome_once_it_closed(town):
    case = onward(town, shown_under_way(town), "answered", "closed")
    editor = as_(town.editor)
    assert "公众还看不到结果" in editor.get(url("edit", case.pk)).content.decode()
    assert case.number in editor.get(f"{url('list')}?waiting=write").content.decode()
    editor.post(url("edit", case.pk), form(**{"action-submit": "1"}))
    case.refresh_from_db()
    task = case.current_workflow_state.current_task_state
    as_(town.reviewer).post(url("workflow_action", case.pk, "approve", task.pk))
    case.refresh_from_db()
    assert (case.live, case.result) == (True, TEXT["result"])


def test_the_list_says_where_it_stands(town):
    case = asked(town)
    text = as_(town.editor).get(url("list")).content.decode()
    assert case.number in text
    assert "办理中" in text
    assert "正在重新办理" not in text


def test_a_preview_of_what_is_under_way_is_the_public_page(town):
    case, editor = asked(town), as_(town.editor)
    assert editor.post(url("preview_on_edit", case.pk), form()).json()["is_valid"]
    assert "社区正在办理" in editor.get(url("preview_on_edit", case.pk)).content.decode()
