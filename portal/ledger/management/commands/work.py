"""`manage.py work`: run clocks and followers until told to stop; `--once` drains and returns."""

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from portal.ledger.clocks import CLOCK_SECONDS, clockworks
from portal.ledger.follow import advance, drain
from portal.ledger.followers import Follower, followers

PAUSE_SECONDS = 0.3


class Command(BaseCommand):
    help = "Run the clocks, and the followers of the ledger."
    stopping = False
    next_tick = 0.0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="bring everything up to date, then return"
        )

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        crew = followers()
        if once:
            self._tick()
            for follower in crew:
                drain(follower, timezone.now)
            return
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self.stopping:
            if not self._round(crew):
                time.sleep(PAUSE_SECONDS)

    def _round(self, crew: list[Follower]) -> int:
        close_old_connections()
        try:
            self._tick()
            return sum(advance(follower, timezone.now()) for follower in crew)
        except OperationalError:
            # The database is away or busy; the bookmarks say where to go on.
            time.sleep(PAUSE_SECONDS)
            return 0

    def _tick(self) -> None:
        """Wind the clocks when their time has come; their entries are followed right after."""
        if time.monotonic() < self.next_tick:
            return
        self.next_tick = time.monotonic() + CLOCK_SECONDS
        for act in clockworks():
            act(at=timezone.now())

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True
