"""A plan in tantivy's terms. Raises nothing for any plan: the library panics on empty ones."""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.documents import TITLE_WEIGHT
from search.plan import Clause, Plan


def matching(schema: tantivy.Schema, plan: Plan) -> Query:
    """What holds enough of the clauses, in title or text."""
    if not plan.clauses:
        return Query.empty_query()
    clauses = [(Occur.Should, _clause(schema, clause)) for clause in plan.clauses]
    return Query.boolean_query(clauses, minimum_number_should_match=plan.required)


def of_kinds(schema: tantivy.Schema, words: Query, kinds: Iterable[str]) -> Query:
    """The same, only of these kinds; the filter does not touch the rank."""
    chosen = list(kinds)
    if not chosen:
        return words
    only = Query.const_score_query(Query.term_set_query(schema, "kind", chosen), 0.0)
    return Query.boolean_query([(Occur.Must, words), (Occur.Must, only)])


def ordered(
    searcher: tantivy.Searcher, query: Query, plan: Plan, offset: int, size: int
) -> tantivy.SearchResult:
    """Rank times log(2 + day): the day decides among equals and hardly otherwise."""
    if plan.newest_first:
        return searcher.search(query, size, False, order_by_field="second", offset=offset)
    return searcher.search(query, size, False, offset=offset, weight_by_field="day")


def _clause(schema: tantivy.Schema, clause: Clause) -> Query:
    title = Query.boost_query(_in_field(schema, "title", clause), TITLE_WEIGHT)
    text = _in_field(schema, "text", clause)
    return Query.boolean_query([(Occur.Should, title), (Occur.Should, text)])


def _in_field(schema: tantivy.Schema, field: str, clause: Clause) -> Query:
    if clause.is_prefix:
        # Not phrase_prefix_query: it silently stops after 50 terms.
        return Query.regex_query(schema, field, f"{clause.text}.*")
    first, *more = clause.pieces
    if more:
        return Query.phrase_query(schema, field, [first, *more])
    return Query.term_query(schema, field, first)
