"""The editor's desk: every address asks about the row, and nobody releases alone."""

import pytest
from django.urls import reverse

from portal.cases import commands
from portal.cases.admin import CLOSED_DOORS
from portal.cases.models import Case
from portal.people.roles import Role
from tests.cases.record import TEXT, drafted, next_door, published, rate, submitted, written
from tests.support.town import person

SPACE = "wagtailsnippets_cases_case"
OF_ONE_CASE = (
    "edit", "inspect", "usage", "history", "history_results", "preview_on_edit",
    "workflow_history", "confirm_workflow_cancellation",
)  # fmt: skip
OF_A_REVIEWER = ("lock", "unlock", "unpublish")


def url(name, *args):
    return reverse(f"{SPACE}:{name}", args=args)


def addresses(case):
    """Every address of one case, from its viewset, with real values in it."""
    revision, state = case.latest_revision_id, case.current_workflow_state
    task = state.current_task_state
    return {
        **{name: url(name, case.pk) for name in (*OF_ONE_CASE, *OF_A_REVIEWER)},
        "revisions_view": url("revisions_view", case.pk, revision),
        "revisions_revert": url("revisions_revert", case.pk, revision),
        "revisions_compare": url("revisions_compare", case.pk, "earliest", "latest"),
        "revisions_unschedule": url("revisions_unschedule", case.pk, revision),
        "workflow_action": url("workflow_action", case.pk, "approve", task.pk),
        "collect_workflow_action_data": url(
            "collect_workflow_action_data", case.pk, "approve", task.pk
        ),
        "workflow_history_detail": url("workflow_history_detail", case.pk, state.pk),
        "workflow_preview": url("workflow_preview", case.pk, task.task_id),
    }


@pytest.fixture
def elsewhere(town):
    """An editor and a reviewer of the other community."""
    return [
        person("far-editor", Role.EDITOR, town.other_committee),
        person("far-reviewer", Role.REVIEWER, town.other_committee),
    ]


def test_no_address_of_the_viewset_is_left_out_of_these_tests(town):
    case = submitted(town)
    patterns = Case.snippet_viewset.get_urlpatterns()
    of_one = {pattern.name for pattern in patterns if "pk" in str(pattern.pattern)}
    assert of_one == set(addresses(case))
    assert {pattern.name for pattern in patterns} - of_one == {"list", "list_results"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["editor elsewhere", "reviewer elsewhere", "clerk"])
def test_the_wrong_person_finds_nothing(client, town, elsewhere, method, who):
    case = submitted(town)
    people = dict(zip(["editor elsewhere", "reviewer elsewhere"], elsewhere, strict=True))
    client.force_login(people.get(who, town.clerk))
    found = {
        name: getattr(client, method)(address).status_code
        for name, address in addresses(case).items()
    }
    assert found == dict.fromkeys(found, 404)
    case.refresh_from_db()
    assert not case.live


def test_the_right_person_finds_everything(client, town):
    case = submitted(town)
    client.force_login(town.reviewer)
    found = {name: client.get(address).status_code for name, address in addresses(case).items()}
    others = {"lock": 405, "unlock": 302}  # only posted; refused while it is under approval
    assert found == dict.fromkeys(found, 200) | others


def test_the_list_is_of_ones_own_area(client, town, elsewhere):
    mine, other = drafted(town), drafted(next_door(town))
    client.force_login(town.editor)
    both = client.get(url("list")).content.decode()
    assert mine.number in both
    assert other.number in both
    client.force_login(elsewhere[0])
    theirs = client.get(url("list")).content.decode()
    assert other.number in theirs
    assert mine.number not in theirs
    client.force_login(town.clerk)
    assert client.get(url("list")).status_code == 302


@pytest.mark.parametrize("query", ["?area={area}", "?category={category}", "?live=false",
                                   "?solved=yes", "?q=楼道灯", "?live=maybe&area=x"])  # fmt: skip
def test_the_list_is_filtered(client, town, query):
    case = drafted(town)
    client.force_login(town.editor)
    asked = query.format(area=case.area_id, category=case.category_id)
    shown = client.get(url("list") + asked)
    assert shown.status_code == 200
    assert (case.number in shown.content.decode()) == ("solved" not in query)


@pytest.mark.parametrize("door", sorted(CLOSED_DOORS))
def test_cases_are_neither_added_nor_deleted(door):
    names = {pattern.name for pattern in Case.snippet_viewset.get_urlpatterns()}
    assert door not in names


def test_not_even_the_owner_deletes_several_at_once(client, town):
    case = drafted(town)
    owner = person("owner")
    owner.is_superuser = True
    owner.save()
    client.force_login(owner)
    path = reverse("wagtail_bulk_action", args=("cases", "case", "delete"))
    assert client.post(f"{path}?id={case.pk}").status_code == 302
    assert Case.objects.filter(pk=case.pk).exists()
    client.force_login(town.editor)
    client.post(f"{path}?id={case.pk}")
    assert Case.objects.filter(pk=case.pk).exists()


def form(**changed):
    """What the browser sends from the edit form."""
    sent = {**TEXT, "pictures-TOTAL_FORMS": 0, "pictures-INITIAL_FORMS": 0,
            "pictures-MIN_NUM_FORMS": 0, "pictures-MAX_NUM_FORMS": 1000}  # fmt: skip
    return {**sent, **changed}


def test_an_editor_saves_and_submits_and_cannot_publish(client, town):
    case = drafted(town)
    client.force_login(town.editor)
    client.post(url("edit", case.pk), form(**{"action-publish": "1"}))
    case.refresh_from_db()
    assert (case.live, case.workflow_in_progress) == (False, False)
    client.post(url("edit", case.pk), form(**{"action-submit": "1"}))
    case.refresh_from_db()
    assert (case.live, case.workflow_in_progress) == (False, True)


@pytest.mark.parametrize(("who", "live"), [("editor", False), ("reviewer", True)])
def test_a_second_person_approves_in_the_admin(client, town, who, live):
    case = submitted(town)
    client.force_login(getattr(town, who))
    task = case.current_workflow_state.current_task_state
    client.post(url("workflow_action", case.pk, "approve", task.pk))
    case.refresh_from_db()
    assert case.live == live


def approving(case, **changed):
    """What the browser sends when the reviewer presses 批准 in the editor."""
    return form(**{"action-workflow-action": "1", "workflow-action-name": "approve",
                   "title": case.title, **changed})  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "live"),
    [({}, True), ({"measures": "查线路。\r\n换灯头。"}, True), ({"result": "全楼都亮了。"}, False)],
)
def test_who_approves_changes_nothing_or_becomes_the_writer(client, town, changed, live):
    lines = "查线路。\n换灯头。" if "measures" in changed else TEXT["measures"]
    case = commands.submit(written(town, measures=lines), by=town.editor)
    client.force_login(town.reviewer)
    versions = case.revisions.count()
    draft = case.get_latest_revision_as_object()
    answer = client.post(url("edit", case.pk), approving(draft, **changed))
    case.refresh_from_db()
    assert (case.live, case.revisions.count()) == (live, versions)
    if live:
        assert "公众现在可以看到" in client.get("/admin/").content.decode()
    else:
        assert "全楼都亮了。" in answer.content.decode()
        assert "要由另一个人审核" in answer.content.decode()


def test_an_approval_named_with_another_case_is_not_found(client, town):
    mine, other = submitted(town), submitted(next_door(town))
    near = person("near", Role.REVIEWER, town.committee)
    client.force_login(near)
    foreign = other.current_workflow_state.current_task_state
    answer = client.post(url("workflow_action", mine.pk, "approve", foreign.pk))
    other.refresh_from_db()
    assert (answer.status_code, other.live) == (404, False)


def test_a_release_that_is_refused_keeps_what_was_typed(client, town):
    case = drafted(town)
    rate(case, consent="none")
    client.force_login(town.editor)
    answer = client.post(url("edit", case.pk), form(**{"action-submit": "1"}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert TEXT["measures"] in text
    assert "不愿公开" in text
    case.refresh_from_db()
    assert not case.workflow_in_progress


def test_an_approval_that_is_refused_changes_nothing(client, town):
    case = submitted(town)
    # Handled again, not yet followed.
    Case.objects.filter(pk=case.pk).update(closed_on=None, standing="underway")
    client.force_login(town.reviewer)
    task = case.current_workflow_state.current_task_state
    answer = client.post(url("workflow_action", case.pk, "approve", task.pk), follow=True)
    assert "重新办理" in answer.content.decode()
    case.refresh_from_db()
    assert (case.live, case.workflow_in_progress) == (False, True)


@pytest.mark.parametrize(("who", "live"), [("editor", True), ("reviewer", False)])
def test_a_reviewer_takes_a_case_down(client, town, who, live):
    case = published(town)
    client.force_login(getattr(town, who))
    offered = url("unpublish", case.pk) in client.get(url("edit", case.pk)).content.decode()
    client.post(url("unpublish", case.pk))
    case.refresh_from_db()
    assert (case.live, offered) == (live, not live)


def test_personal_data_is_named_in_the_form(client, town):
    case = drafted(town)
    client.force_login(town.editor)
    answer = client.post(url("edit", case.pk), form(result="请打 13800138000"))
    assert answer.status_code == 200
    assert "手机号" in answer.content.decode()
    case.refresh_from_db()
    assert case.revisions.count() == 1


def test_the_form_never_changes_a_fact(client, town):
    case = drafted(town)
    client.force_login(town.editor)
    client.post(url("edit", case.pk), form(solved="yes", satisfied="5", disclosure="public"))
    case.refresh_from_db()
    assert case.get_latest_revision_as_object().solved is None
    assert (case.solved, case.disclosure) == (None, "anonymous")


def test_the_way_to_the_order_is_shown_to_those_who_may_see_it(client, town):
    case = drafted(town)
    client.force_login(town.editor)
    story = reverse("orders_modeladmin_inspect", args=[case.number])
    assert story in client.get(url("edit", case.pk)).content.decode()
    rate(case, consent="none")
    assert story not in client.get(url("edit", case.pk)).content.decode()


def test_the_editor_never_sees_contact_data(client, town):
    case = drafted(town, contact_name="张女士某某", place="三号楼二单元")
    client.force_login(town.editor)
    text = client.get(url("edit", case.pk)).content.decode()
    assert case.number in text
    assert "13800138000" not in text
    assert "张女士某某" not in text
    assert "三号楼" not in text


def test_a_preview_is_the_public_page(client, town):
    case = written(town)
    client.force_login(town.editor)
    assert client.post(url("preview_on_edit", case.pk), form()).json()["is_valid"]
    assert TEXT["measures"] in client.get(url("preview_on_edit", case.pk)).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/reports/workflow/", "/admin/reports/workflow_tasks/",
     "/admin/reports/site-history/", "/admin/reports/locked/", "/admin/snippets/",
     "/admin/reports/aging-pages/", "/admin/search/?q=三楼"],
)  # fmt: skip
def test_wagtails_own_lists_tell_nothing_of_another_area(client, town, elsewhere, address):
    case = submitted(town)
    for stranger in elsewhere:
        client.force_login(stranger)
        text = client.get(address, follow=True).content.decode()
        assert case.number not in text
        assert TEXT["title"] not in text


@pytest.mark.parametrize(
    ("make", "to_do"),
    [(drafted, "write"), (written, "write"), (submitted, "review"), (published, "")],
)
def test_home_counts_what_the_list_then_shows(client, town, make, to_do):
    case = make(town)
    client.force_login(town.editor)
    home = client.get("/admin/").content.decode()
    for waiting in ("write", "review"):
        address = f"{url('list')}?waiting={waiting}"
        assert (f'"{address}"><strong>1</strong>' in home) is (waiting == to_do)
        listed = client.get(address).content.decode()
        assert (case.number in listed) is (waiting == to_do)


def test_home_of_another_area_counts_none(client, town, elsewhere):
    drafted(town)
    client.force_login(elsewhere[0])
    home = client.get("/admin/").content.decode()
    assert f'{url("list")}?waiting=write"><strong>0</strong>' in home
    client.force_login(town.clerk)
    assert "?waiting=" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(("sent", "status"), [("0", 302), ("1", 400)])
def test_a_form_whose_rows_are_not_sent_is_refused_whole(client, town, sent, status):
    case = drafted(town)
    client.force_login(town.editor)
    rows = {"pictures-TOTAL_FORMS": sent, "pictures-INITIAL_FORMS": sent}
    answer = client.post(url("edit", case.pk), form(**rows))
    assert answer.status_code == status
    assert case.revisions.filter(user=town.editor).count() == (status == 302)


@pytest.mark.parametrize(("number", "answers"), [("1", {200}), ("9" * 30, {200, 400})])
def test_a_number_too_large_for_the_database_is_no_error(client, town, number, answers):
    client.force_login(town.editor)
    # PostgreSQL finds nothing there; SQLite cannot even ask.
    assert client.get(url("list"), {"area": number}).status_code in answers
