"""What can be ordered, as the service menu shows it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from django.utils.timezone import localtime

from portal.services.models import Matter
from search.documents import Document, Listed

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_CHUNK = 500


class Services:
    """Matters on the menu today."""

    subject = "matter"
    names: Mapping[str, str] = {"category": "category"}

    def public(self, pks: Iterable[str] | None = None) -> Iterator[Listed]:
        rows = Matter.objects.offered().select_related("category", "team_kind")
        if pks is not None:
            rows = rows.filter(pk__in=list(pks))
        for matter in rows.iterator(chunk_size=_CHUNK):
            yield Listed(_document(matter), matter.get_absolute_url())

    def naming(self, column: str, pk: str) -> Iterator[str]:
        for matter in Matter.objects.filter(**{column: pk}).values_list("pk", flat=True):
            yield f"{self.subject}:{matter}"


def _document(matter: Matter) -> Document:
    parts = (matter.summary, matter.guide, matter.promise, matter.category.name)
    return Document(
        key=f"matter:{matter.pk}",
        kind="service",
        title=matter.title,
        text="\n".join(part for part in parts if part),
        date=localtime(matter.last_published_at or _LONG_AGO),
        category=matter.category.code,
    )
