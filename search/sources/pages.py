"""News, notices and standing pages, as readers see them."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.timezone import localtime
from wagtail.models import Page

from portal.pages.models import NewsPage, NoticePage, StandardPage
from portal.pages.writings import Writing
from search.documents import Document, Listed

KIND_OF = {NewsPage: "news", NoticePage: "notice", StandardPage: "page"}
# The child row comes with its page in one query.
_CHILDREN = ["newspage", "noticepage", "standardpage"]
_CHUNK = 500


class Pages:
    """Wagtail pages that carry text; columns and the home page are found by walking."""

    subject = "page"
    names: Mapping[str, str] = {}

    def public(self, pks: Iterable[str] | None = None) -> Iterator[Listed]:
        rows = Page.objects.live().public().type(*KIND_OF).select_related(*_CHILDREN)
        if pks is not None:
            rows = rows.filter(pk__in=list(pks))
        for row in rows.iterator(chunk_size=_CHUNK):
            child = next(getattr(row, name) for name in _CHILDREN if hasattr(row, name))
            # A page outside every site has no address, and no reader.
            if url := child.url:
                yield Listed(_document(child), url)

    def naming(self, column: str, pk: str) -> Iterator[str]:
        """None: editors write every word of a page themselves."""
        return iter(())


def _document(page: Writing) -> Document:
    parts = (page.summary, page.plain_text, page.keywords, page.source)
    return Document(
        key=f"page:{page.pk}",
        kind=KIND_OF[type(page)],
        title=page.title,
        text="\n".join(part for part in parts if part),
        date=localtime(page.shown_at),
    )
