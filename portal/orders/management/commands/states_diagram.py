"""`manage.py states_diagram`: write docs/states.md from the table; `--check` only compares."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.orders.diagram import page


class Command(BaseCommand):
    help = "Write docs/states.md from the table of states."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        file = settings.BASE_DIR / "docs" / "states.md"
        if not check:
            file.write_text(page(), encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != page():
            raise CommandError("docs/states.md is stale: run `manage.py states_diagram`.")
