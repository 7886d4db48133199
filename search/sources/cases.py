"""What stands on the echo wall, in the words that the public reads there."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.timezone import localtime

from portal.cases.models import Case
from portal.cases.queries import public
from search.documents import Document, Listed

_CHUNK = 500


class Cases:
    """Live and disclosed cases, closed or under way; nothing of the order behind them."""

    subject = "case"
    names: Mapping[str, str] = {"area": "area", "category": "category"}

    def public(self, pks: Iterable[str] | None = None) -> Iterator[Listed]:
        rows = public()
        if pks is not None:
            rows = rows.filter(pk__in=list(pks))
        for case in rows.iterator(chunk_size=_CHUNK):
            yield Listed(_document(case), case.get_absolute_url())

    def naming(self, column: str, pk: str) -> Iterator[str]:
        for case in public().filter(**{column: pk}).values_list("pk", flat=True).iterator():
            yield f"{self.subject}:{case}"


def _document(case: Case) -> Document:
    texts = (case.matter_text, case.measures, case.result)
    facts = (case.area.name, case.category.name, case.unit_name, case.number)
    return Document(
        key=f"case:{case.pk}",
        kind="case",
        title=case.title,
        text="\n".join(part for part in (*texts, *facts) if part),
        date=localtime(case.moved_on),
        community=case.area.code,
        category=case.category.code,
        state=(case.solved or "") if case.is_closed else case.standing,
    )
