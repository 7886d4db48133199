"""Pages and matters for the tests of search, published as editors publish them."""

import json
from datetime import date

from django.utils import timezone

from portal.cases.models import Case
from portal.ledger.follow import drain
from portal.pages.models import NewsIndexPage, NewsPage, NoticeIndexPage, NoticePage
from portal.places.models import Area
from portal.services.models import Category, Matter, TeamKind
from search.follower import SearchFollower


def follow():
    return drain(SearchFollower(), timezone.now)


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
        promise="三天内回话", live=False, admitted_at=date(2020, 1, 1), approved_by="街道",
    )  # fmt: skip


def matter(title, summary="报到社区，社区办。"):
    row = draft_matter(title, summary)
    _publish(row)
    return row


def draft_case(title, number="2026-000007", **values):
    category, _ = Category.objects.get_or_create(code="facility", defaults={"name": "市政设施"})
    area, _ = Area.objects.get_or_create(
        code="990101001001", defaults={"name": "桂雨社区", "level_name": "社区"}
    )
    values = {
        "matter_text": "榆钱北巷的路面台阶处夜间看不清。", "measures": "更换受潮接头。",
        "result": "当晚复亮。", "disclosure": "anonymous", **values,
    }  # fmt: skip
    case = Case(
        title=title, number=number, category=category, area=area, unit_name="区市政养护中心",
        placed_on=timezone.now(), closed_on=timezone.now(), year=2026, from_seq=1, live=False, **values,
    )  # fmt: skip
    case.save()
    return case


def case(title, number="2026-000007", **values):
    row = draft_case(title, number, **values)
    _publish(row)
    return row
