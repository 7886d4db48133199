"""`manage.py search WORDS`: what the search page would show, for scripts and for proofs."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engines.base import EngineUnavailable
from search.query import DEEPEST, PAGE_SIZE, Query
from search.results import Results, results


class Command(BaseCommand):
    help = "Search the public index as the search page does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+")
        parser.add_argument("--limit", type=int, default=PAGE_SIZE, metavar="N")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self, *args: Any, words: list[str], limit: int, as_json: bool, **options: Any
    ) -> None:
        asked = " ".join(words)
        try:
            found = results(Query(asked, size=min(max(limit, 1), DEEPEST)))
        except EngineUnavailable as error:
            raise CommandError(_("The search engine does not answer: %s") % error) from error
        if found.is_being_made:
            raise CommandError(_("There is no index yet: run manage.py rebuild_index."))
        self.stdout.write(_as_json(asked, found) if as_json else _as_lines(found))


def _as_json(asked: str, found: Results) -> str:
    hits = [{"url": row.url, "kind": row.kind, "title": row.title} for row in found.rows]
    answer = {"query": asked, "total": found.total, "hits": hits}
    return json.dumps(answer, ensure_ascii=False)


def _as_lines(found: Results) -> str:
    rows = (f"{row.kind}\t{row.url}\t{row.title}" for row in found.rows)
    return "\n".join([str(found.total), *rows])
