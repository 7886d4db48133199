"""Which engine this installation uses: Elasticsearch when its address is set, else embedded."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine


def engine() -> Engine:
    """The one engine of the settings; opened once per process."""
    if settings.ELASTICSEARCH_URL:
        return _elastic(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)
    return _embedded(Path(settings.VAR) / "index")


@cache
def _embedded(directory: Path) -> EmbeddedEngine:
    return EmbeddedEngine(directory)


@cache
def _elastic(url: str, prefix: str) -> Engine:
    # Its client takes a second to import, which nobody who does without should wait for.
    opened: Engine = import_string("search.engines.elastic.ElasticEngine")(url, prefix)
    return opened
