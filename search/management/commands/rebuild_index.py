"""`manage.py rebuild_index`: the whole index anew, beside the live one."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engines.base import EngineUnavailable
from search.engines.selected import engine
from search.rebuild import build, follower_at_rest


class Command(BaseCommand):
    help = "Build the search index anew beside the live one, then let it take over."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            build(engine(), follower_at_rest())
            number = engine().count()
        except (EngineUnavailable, TimeoutError) as error:
            raise CommandError(_("The index was not rebuilt: %s") % error) from error
        took = {"number": number, "seconds": time.monotonic() - started}
        self.stdout.write(_("%(number)d documents in %(seconds).1f s.") % took)
