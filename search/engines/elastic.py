"""Elasticsearch: the way past one machine. The only file that imports its client."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.helpers import BulkIndexError, bulk
from elasticsearch_dsl import A, Index, Keyword, Long, Mapping, Q, Search, Text

from search.documents import FIELDS, FINGERPRINT, TITLE_WEIGHT, Document, Filed
from search.engines.base import DocumentsRefused, EngineUnavailable, Hits, IndexMissing
from search.plan import Clause, Plan

Answer = dict[str, Any]
_TIMEOUT_S = 5
_BULK_TIMEOUT_S = 60
# 429 and the server's own errors pass; what is below is about the documents.
_TOO_BUSY = 429


def _mapping() -> Mapping:
    """Tokens come ready made, so texts are cut at blanks only; nothing is guessed or stored."""
    made = {
        Filed.TEXT: lambda: Text(analyzer="whitespace"),
        Filed.NUMBER: lambda: Long(),
        Filed.WORD: lambda: Keyword(),
        Filed.KEY: lambda: Keyword(),
    }
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    mapping.meta("_source", enabled=False)
    for name, filed in FIELDS.items():
        mapping.field(name, made[filed]())
    return mapping


@contextmanager
def _answers() -> Iterator[None]:
    """Errors of the client in the words of the interface."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing from error
    except BulkIndexError as error:
        statuses = {item["status"] for action in error.errors for item in action.values()}
        if 404 in statuses:
            raise IndexMissing from error
        if max(statuses) >= _TOO_BUSY:
            raise EngineUnavailable(type(error).__name__) from error
        raise DocumentsRefused(f"{len(error.errors)} documents") from error
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(type(error).__name__) from error


def _actions(documents: Iterable[Document], gone: Iterable[str]) -> Iterator[Answer]:
    for key in gone:
        yield {"_op_type": "delete", "_id": key}
    for document in documents:
        yield {"_op_type": "index", "_id": document.key, "_source": document.filed()}


class ElasticFresh:
    """A new index under a name of its own, until the alias moves to it."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias
        self.name = f"{alias}-{uuid.uuid4().hex}"
        self.is_live = False
        index = Index(self.name, using=client)
        index.settings(number_of_shards=1, auto_expand_replicas="0-1")
        index.mapping(_mapping())
        with _answers():
            index.create()

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        _write(self._client, self.name, documents, gone, is_alias=False)

    def take_over(self) -> None:
        """One call: every older index goes, what killed rebuilds left too; the alias names this."""
        with _answers():
            indices = self._client.indices
            old = set(indices.get(index=f"{self._alias}-*")) - {self.name}
            actions: list[Answer] = [{"remove_index": {"index": name}} for name in old]
            actions.append({"add": {"index": self.name, "alias": self._alias}})
            indices.update_aliases(actions=actions)
        self.is_live = True

    def discard(self) -> None:
        with _answers():
            Index(self.name, using=self._client).delete(ignore_unavailable=True)


class ElasticEngine:
    """One alias; its name carries the fields, so that an older index is never mistaken for it."""

    def __init__(self, url: str, prefix: str = "echowall") -> None:
        self._client = Elasticsearch(url, request_timeout=_TIMEOUT_S, max_retries=1)
        self._alias = f"{prefix}-{FINGERPRINT}"

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        _write(self._client, self._alias, documents, gone, is_alias=True)

    def find(self, plan: Plan, kinds: Iterable[str], offset: int, size: int) -> Hits:
        search = self._search().query(_ranked(plan)).extra(track_total_hits=True)
        search.aggs.bucket("kinds", A("terms", field="kind", size=100))
        if chosen := list(kinds):
            search = search.post_filter("terms", kind=chosen)
        by_date = [{"second": "desc"}, {"key": "asc"}]
        search = search.sort(*(by_date if plan.newest_first else ["_score", *by_date]))
        with _answers():
            answer = search[offset : offset + size].execute()
        counts = {bucket.key: bucket.doc_count for bucket in answer.aggregations.kinds.buckets}
        return Hits(answer.hits.total.value, tuple(hit.meta.id for hit in answer), counts)

    def count(self) -> int:
        with _answers():
            return self._search().count()

    @contextmanager
    def rebuild(self) -> Iterator[ElasticFresh]:
        fresh = ElasticFresh(self._client, self._alias)
        try:
            yield fresh
        finally:
            if not fresh.is_live:
                fresh.discard()

    def names(self) -> list[str]:
        """Every index of this engine, live or left behind."""
        with _answers():
            return list(self._client.indices.get(index=f"{self._alias}-*"))

    def remove(self) -> None:
        """Take every index of this engine away."""
        for name in self.names():
            Index(name, using=self._client).delete(ignore_unavailable=True)

    def _search(self) -> Search:
        return Search(using=self._client, index=self._alias)


def _write(
    client: Elasticsearch,
    name: str,
    documents: Iterable[Document],
    gone: Iterable[str],
    *,
    is_alias: bool,
) -> None:
    """Deleting what is not there is no failure; an index named like the alias would be one."""
    with _answers():
        _, errors = bulk(
            client.options(request_timeout=_BULK_TIMEOUT_S),
            _actions(documents, gone),
            index=name,
            refresh=True,
            require_alias=is_alias,
            raise_on_error=False,
        )
        refused = [error for error in cast("list[Answer]", errors) if not _absent(error)]
        if refused:
            raise BulkIndexError("refused", refused)


def _absent(error: Answer) -> bool:
    """A delete whose document was not there, in an index that is."""
    return error.get("delete", {}).get("result") == "not_found"


def _ranked(plan: Plan) -> Any:
    """As the embedded engine ranks: the score times log(2 + day)."""
    if not plan.clauses:
        return Q("match_none")
    clauses = [_clause(clause) for clause in plan.clauses]
    words = Q("bool", should=clauses, minimum_should_match=plan.required)
    recent = {"field_value_factor": {"field": "day", "modifier": "log2p"}}
    return Q("function_score", query=words, functions=[recent], boost_mode="multiply")


def _clause(clause: Clause) -> Any:
    fields = [("title", TITLE_WEIGHT), ("text", 1.0)]
    return Q("bool", should=[_in_field(name, clause, boost) for name, boost in fields])


def _in_field(field: str, clause: Clause, boost: float) -> Any:
    if clause.is_prefix:
        return Q("prefix", **{field: {"value": clause.text, "boost": boost}})
    phrase = {"query": " ".join(clause.pieces), "boost": boost}
    return Q("match_phrase", **{field: phrase})
