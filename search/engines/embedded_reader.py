"""The reading side of the embedded engine: one open index per process, looked at anew in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

import tantivy

from search.engines.base import IndexMissing
from search.engines.generations import Generations

_RELOAD_AFTER_S = 0.3
_ATTEMPTS = 5


def open_index(path: Path) -> tantivy.Index:
    """An index whose texts are cut at blanks only: the chain has made the tokens."""
    index = tantivy.Index.open(str(path))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyzer)
    return index


class Reader:
    """Follows the pointer to the live generation; never holds a writer up."""

    def __init__(self, home: Generations) -> None:
        self._home = home
        self._lock = Lock()
        self._path: Path | None = None
        self._index: tantivy.Index | None = None
        self._looked = 0.0

    def forget(self) -> None:
        """The next search looks anew at once."""
        with self._lock:
            self._looked = 0.0

    @contextmanager
    def searcher(self) -> Iterator[tuple[tantivy.Schema, tantivy.Searcher]]:
        """A view that stays as it is while it is used. Raises IndexMissing."""
        with self._lock:
            index = self._fresh()
            view = index.schema, index.searcher()
        yield view

    def _fresh(self) -> tantivy.Index:
        if self._index is not None and monotonic() - self._looked < _RELOAD_AFTER_S:
            return self._index
        for _ in range(_ATTEMPTS):
            try:
                return self._look()
            except (ValueError, OSError):  # swept away between the look and the opening
                self._path = self._index = None
        raise IndexMissing

    def _look(self) -> tantivy.Index:
        path = self._home.current()
        if path is None or not tantivy.Index.is_compatible(str(path)):
            raise IndexMissing
        if self._index is None or path != self._path:
            self._index, self._path = open_index(path), path
            self._index.config_reader("manual")
        self._index.reload()
        self._looked = monotonic()
        return self._index
