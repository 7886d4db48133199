"""Pages written by the town's editor, released by its reviewer."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.pages.models import NewsIndexPage, NewsPage, NoticeIndexPage, NoticePage
from portal.pages.workflow import approve, submit
from tests.support.town import Town, build_town

PARAGRAPH = {"type": "paragraph", "value": "<p>桂雨社区三号楼的<b>屋面</b>修好了。</p>"}


@pytest.fixture
def town(db) -> Town:
    return build_town()


def draft(town: Town, model=NewsPage, **values):
    """What the editor has written and not yet submitted."""
    parent = (NoticeIndexPage if model is NoticePage else NewsIndexPage).objects.get()
    given = {"title": "屋面修好了", "source": "望舒街道办事处", "body": json.dumps([PARAGRAPH])}
    page = model(live=False, owner=town.editor, **(given | values))
    parent.add_child(instance=page)
    page.save_revision(user=town.editor)
    return page


def released(town: Town, model=NewsPage, **values):
    """What two people have released."""
    page = draft(town, model, **values)
    submit(page, by=town.editor)
    approve(model.objects.get(pk=page.pk), by=town.reviewer)
    return model.objects.get(pk=page.pk)


def column_of(town: Town, count: int):
    """A column of live news, one an hour."""
    for number in range(count):
        at = timezone.now() - timedelta(hours=number)
        page = NewsPage(title=f"第{number}条", published_at=at)
        NewsIndexPage.objects.get().add_child(instance=page)
