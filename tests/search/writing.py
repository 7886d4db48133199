"""Pages and matters for the tests of search, published as editors publish them."""

import json

from django.utils import timezone

from portal.ledger.follow import drain
from portal.pages.models import NewsIndexPage, NewsPage, NoticeIndexPage, NoticePage
from portal.services.models import Category, Matter, TeamKind
from search.follower import SearchFollower


def follow():
    return drain(SearchFollower(), timezone.now())


def _page(column, model, title, body):
    body = json.dumps([{"type": "paragraph", "value": f"<p>{body}</p>"}])
    page = model(title=title, slug=f"a{abs(hash(title))}", body=body, live=False)
    column.objects.get().add_child(instance=page)
    return page


def _publish(row):
    row.save_revision().publish()
    row.refresh_from_db()


def draft_news(title, body=""):
    return _page(NewsIndexPage, NewsPage, title, body)


def news(title, body=""):
    page = draft_news(title, body)
    _publish(page)
    return page


def notice(title, body=""):
    page = _page(NoticeIndexPage, NoticePage, title, body)
    _publish(page)
    return page


def draft_matter(title, summary="报到社区，社区办。"):
    category, _ = Category.objects.get_or_create(code="facility", defaults={"name": "市政设施"})
    team, _ = TeamKind.objects.get_or_create(code="team", defaults={"name": "助困帮扶"})
    code = f"matter-{Matter.objects.count()}"
    return Matter.objects.create(
        code=code, category=category, team_kind=team, title=title, summary=summary,
        promise="三天内回话", live=False,
    )  # fmt: skip


def matter(title, summary="报到社区，社区办。"):
    row = draft_matter(title, summary)
    _publish(row)
    return row
