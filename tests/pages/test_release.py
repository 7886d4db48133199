"""Two people release a page, and its log entry is written in the transaction that releases it."""

import datetime
from contextlib import nullcontext

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.pages.models import NewsIndexPage, NewsPage
from portal.pages.workflow import approve, check_second_person, submit
from portal.people.models import User
from tests.pages.conftest import draft, released
from tests.support.town import person

pytestmark = pytest.mark.django_db


def fresh(page):
    return NewsPage.objects.get(pk=page.pk)


def entries(page):
    return list(Entry.objects.filter(subject=f"page:{page.pk}").values_list("verb", "actor"))


def submitted(town):
    page = draft(town)
    submit(page, by=town.editor)
    return fresh(page)


@pytest.mark.parametrize(
    ("reviewer", "submitted_by", "written_by", "refused"),
    [(3, 1, 2, False), (3, 1, None, False), (1, 1, 2, True), (2, 1, 2, True), (None, 1, 2, True)],
)
def test_who_wrote_or_submitted_may_not_approve(reviewer, submitted_by, written_by, refused):
    expected = pytest.raises(Refused, match="另一个人") if refused else nullcontext()
    with expected:
        check_second_person(reviewer, submitted_by=submitted_by, written_by=written_by)


def test_release_makes_public_and_logs(town):
    page = released(town)
    assert page.live
    assert page.published_at is not None
    assert entries(page) == [("page.published", f"staff:{town.reviewer.pk}")]


def test_without_the_log_entry_there_is_no_release(town):
    page = submitted(town)
    with transaction.atomic():
        approve(page, by=town.reviewer)
        assert fresh(page).live
        transaction.set_rollback(True)
    assert (fresh(page).live, entries(page)) == (False, [])


def test_a_reviewer_may_not_approve_own_text(town):
    page = draft(town)
    page.save_revision(user=town.reviewer)
    submit(page, by=town.editor)
    with pytest.raises(Refused):
        approve(fresh(page), by=town.reviewer)
    assert not fresh(page).live


def page_form(title, slug):
    """What the page editor sends."""
    return {
        "title": title, "slug": slug, "summary": "", "source": "", "author": "",
        "keywords": "", "published_at": "", "seo_title": "", "search_description": "",
        "picture": "", "body-count": "0", "go_live_at": "", "expire_at": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip


def post_edit(client, page, action, workflow=""):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    pressed = {action: action, "workflow-action-name": workflow}
    return client.post(url, page_form(page.title, page.slug) | pressed)


@pytest.mark.parametrize(
    ("who", "live"), [("editor", False), ("reviewer", False), ("clerk", False), ("owner", True)]
)
def test_the_publish_button_works_for_the_owner_alone(client, town, who, live):
    owner = person("owner")
    owner.is_superuser = True
    owner.save()
    page = draft(town)
    client.force_login(owner if who == "owner" else getattr(town, who))
    post_edit(client, page, "action-publish")
    assert fresh(page).live is live


@pytest.mark.parametrize(
    ("who", "live"), [("reviewer", True), ("editor", False), ("auditor", False)]
)
def test_approval_in_the_admin(client, town, who, live):
    page = submitted(town)
    client.force_login(getattr(town, who))
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.post(url)
    assert fresh(page).live is live
    assert entries(page) == ([("page.published", f"staff:{town.reviewer.pk}")] if live else [])


@pytest.mark.parametrize(("who", "live"), [("reviewer", False), ("editor", True), ("clerk", True)])
def test_a_reviewer_takes_a_page_down_at_once(client, town, who, live):
    page = released(town)
    client.force_login(getattr(town, who))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert fresh(page).live is live
    down = ("page.unpublished", f"staff:{town.reviewer.pk}")
    assert (down in entries(page)) is not live


@pytest.mark.parametrize(("who", "status"), [("editor", 200), ("reviewer", 302), ("clerk", 302)])
def test_only_editors_open_the_form_of_a_new_page(client, town, who, status):
    client.force_login(getattr(town, who))
    parent = NewsIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["pages", "newspage", parent.pk])
    assert client.get(url).status_code == status


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_deleting_a_public_page_is_nobodys_right(client, town, who):
    page = released(town)
    client.force_login(getattr(town, who))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert fresh(page).live


def test_a_reviewer_who_mends_and_approves_in_one_click_keeps_the_draft(client, town):
    page = submitted(town)
    client.force_login(town.reviewer)
    page.title = "审核人改过的标题"
    post_edit(client, page, "action-workflow-action", workflow="approve")
    assert fresh(page).get_latest_revision_as_object().title == "审核人改过的标题"
    assert not fresh(page).live


@pytest.mark.parametrize(
    ("who", "offered", "told"),
    [("reviewer", True, False), ("editor", False, False), ("mender", False, True)],
)
def test_the_reviewers_button_approves_or_says_why_not(client, town, who, offered, told):
    page = submitted(town)
    if who == "mender":
        page.save_revision(user=town.reviewer)
    client.force_login(town.editor if who == "editor" else town.reviewer)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert ('data-workflow-action-name="approve"' in shown) is offered
    assert ("要由另一个人审核" in shown) is told


def later(hours):
    """A time to publish, in whole minutes as the editor's form has it."""
    moment = timezone.localtime() + datetime.timedelta(hours=hours)
    return moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("hours", "told"), [(None, "公众现在可以看到"), (2, "到设定的时间自动发布")]
)
def test_who_approves_is_told_whether_it_is_public(client, town, hours, told):
    moment = later(hours) if hours else None
    page = draft(town, source="", body="[]", go_live_at=moment)
    submit(page, by=town.editor)
    client.force_login(town.reviewer)
    at = f"{moment:%Y-%m-%d %H:%M}" if moment else ""
    pressed = {"action-workflow-action": "1", "workflow-action-name": "approve", "go_live_at": at}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(url, page_form(page.title, page.slug) | pressed, follow=True)
    assert told in answer.content.decode()
    assert fresh(page).live is (hours is None)


def test_words_of_the_workflow(client, town):
    page = draft(town)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(town.editor)
    # The name of the workflow is data of the installation.
    assert f"提交给{page.get_workflow().name}" in client.get(edit).content.decode()
    submit(page, by=town.editor)
    assert "撤回送审" in client.get(edit).content.decode()
    client.force_login(town.reviewer)
    assert "批准并发布" in client.get(edit).content.decode()
    User.objects.filter(pk=town.editor.pk).update(display_name="苏敏")
    assert "苏敏" in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(("was_public", "is_gone"), [(False, True), (True, False)])
def test_one_person_deletes_a_draft_but_not_what_was_public_once(client, town, was_public, is_gone):
    page = released(town) if was_public else draft(town)
    client.force_login(town.reviewer)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert NewsPage.objects.filter(pk=page.pk).exists() is not is_gone
