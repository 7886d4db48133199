"""Whether the index can answer, for /readyz."""

from portal.ledger.models import Entry
from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.selected import engine
from search.sources import VERBS


def ready() -> tuple[bool, str]:
    """True with the number of documents, or False with what to do."""
    try:
        return True, f"{engine().count()} documents"
    except EngineUnavailable as error:
        return False, f"the search engine does not answer: {error}"
    except IndexMissing:
        return _without_index()


def _without_index() -> tuple[bool, str]:
    verbs = Entry.objects.values_list("verb", flat=True).distinct()
    if any(verb.startswith(VERBS) for verb in verbs):
        return False, "no index: run manage.py rebuild_index"
    return True, "nothing published yet"
