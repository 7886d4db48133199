"""News, notices and a standing page of the demo town, written and published as an editor would."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.html import format_html_join

from portal.demo.town import read
from portal.pages.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    StandardPage,
)  # fmt: skip
from portal.pages.workflow import approve, submit
from portal.people.models import User

KINDS = {
    "news": (NewsIndexPage, NewsPage),
    "notice": (NoticeIndexPage, NoticePage),
    "page": (HomePage, StandardPage),
}


def publish_writings(now: datetime) -> int:
    """Write and publish what is not there yet, oldest first; returns how many were new."""
    rows = sorted(read("writings.json"), key=lambda row: -row["days"])
    return sum(_publish(row, now) for row in rows)


@transaction.atomic
def _publish(row: dict[str, Any], now: datetime) -> bool:
    column, model = KINDS[row["kind"]]
    parent = column.objects.get()
    if parent.get_children().filter(slug=row["slug"]).exists():
        return False
    text = format_html_join("", "<p>{}</p>", ([line] for line in row["body"]))
    page = model(
        title=row["title"], slug=row["slug"], summary=row["summary"], source=row["source"],
        body=[("paragraph", str(text))], live=False,
        show_in_menus=row["kind"] == "page",
        published_at=(now - timedelta(days=row["days"])).replace(hour=9, minute=30, second=0),
    )  # fmt: skip
    parent.add_child(instance=page)
    editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
    page.save_revision(user=editor)
    submit(page, by=editor)
    approve(page, by=reviewer)
    return True
