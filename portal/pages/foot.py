"""The standing pages that every page leads to at its foot. Cached, like the site's facts."""

from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Page

CACHE_KEY = "pages.foot"
CACHE_SECONDS = 60


@dataclass(frozen=True)
class FootLink:
    """A title and where it leads."""

    title: str
    url: str


def foot_links() -> tuple[FootLink, ...]:
    """What editors marked for it and the public may read, in the order of the page tree."""
    known: tuple[FootLink, ...] | None = cache.get(CACHE_KEY)
    if known is None:
        # By name: the page types themselves forget this list when they change.
        marked = (
            Page.objects.live()
            .public()
            .filter(
                show_in_menus=True,
                content_type__app_label="pages",
                content_type__model="standardpage",
            )
        )
        known = tuple(
            FootLink(page.title, page.get_url() or "") for page in marked.order_by("path")
        )
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    return known


def forget() -> None:
    """This process asks again at once, others within a minute."""
    cache.delete(CACHE_KEY)
