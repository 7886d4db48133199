"""The default engine: tantivy over pre-made tokens, nothing to install, one machine."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import tantivy

from search.documents import FIELDS, Document, Filed
from search.engines import embedded_query
from search.engines.base import Hits, IndexMissing
from search.engines.embedded_reader import Reader, open_index
from search.engines.generations import Generations
from search.plan import Plan

_HEAP = 64_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, filed in FIELDS.items():
        if filed is Filed.TEXT:
            builder.add_text_field(name, tokenizer_name="whitespace")
        elif filed is Filed.NUMBER:
            builder.add_integer_field(name, indexed=True, fast=True)
        else:
            builder.add_text_field(
                name,
                stored=filed is Filed.KEY,
                fast=True,
                tokenizer_name="raw",
                index_option="basic",
            )
    return builder.build()


def _write(path: Path, documents: Iterable[Document], gone: Iterable[str]) -> None:
    """One commit. Opened afresh, and swept first: a killed commit leaves files in its way."""
    writer = open_index(path).writer(heap_size=_HEAP, num_threads=1)
    writer.garbage_collect_files()
    for key in gone:
        writer.delete_documents_by_term("key", key)
    for document in documents:
        writer.delete_documents_by_term("key", document.key)
        writer.add_document(tantivy.Document(**document.filed()))
    writer.commit()
    writer.wait_merging_threads()


class EmbeddedFresh:
    """A new generation; searches go on in the old one until it takes over."""

    def __init__(self, home: Generations) -> None:
        self._home = home
        self.path = home.create()
        tantivy.Index(_schema(), path=str(self.path))

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        _write(self.path, documents, gone)

    def take_over(self) -> None:
        with self._home.locked("write"):
            self._home.point_to(self.path)


class EmbeddedEngine:
    """One index in one directory, many readers, one writer at a time."""

    def __init__(self, directory: Path) -> None:
        self._home = Generations(directory)
        self._reader = Reader(self._home)

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        with self._home.locked("write"):
            path = self._home.current()
            if path is None or not tantivy.Index.is_compatible(str(path)):
                raise IndexMissing
            _write(path, documents, gone)
        self._reader.forget()

    def find(self, plan: Plan, kinds: Iterable[str], offset: int, size: int) -> Hits:
        with self._reader.searcher() as (schema, searcher):
            words = embedded_query.matching(schema, plan)
            counts = _kinds(searcher, words)
            wanted = embedded_query.of_kinds(schema, words, kinds)
            found = embedded_query.ordered(searcher, wanted, plan, offset, size)
            keys = tuple(searcher.doc(address)["key"][0] for _, address in found.hits)
            return Hits(_total(counts, kinds), keys, counts)

    def count(self) -> int:
        with self._reader.searcher() as (_, searcher):
            return searcher.num_docs

    @contextmanager
    def rebuild(self) -> Iterator[EmbeddedFresh]:
        with self._home.locked("rebuild"):
            self._home.sweep()
            fresh = EmbeddedFresh(self._home)
            try:
                yield fresh
            finally:
                self._reader.forget()
                self._home.sweep()


def _kinds(searcher: tantivy.Searcher, words: tantivy.Query) -> dict[str, int]:
    terms = {"kinds": {"terms": {"field": "kind", "size": 100}}}
    buckets = searcher.aggregate(words, terms)["kinds"]["buckets"]
    return {cast(str, bucket["key"]): cast(int, bucket["doc_count"]) for bucket in buckets}


def _total(counts: dict[str, int], kinds: Iterable[str]) -> int:
    chosen = set(kinds)
    return sum(number for kind, number in counts.items() if not chosen or kind in chosen)
