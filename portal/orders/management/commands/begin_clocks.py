"""`manage.py begin_clocks`: deadlines for open orders placed before there were any; run once, or again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.orders.clocks.winding import DEADLINES
from portal.orders.commands.begin_clocks import begin_clocks, unclocked


class Command(BaseCommand):
    help = "Begin the deadlines of open orders that were placed before there were any."

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction an order; what was done stays done if the run is broken off."""
        begun = sum(begin_clocks(order, by=DEADLINES, at=timezone.now()) for order in unclocked())
        self.stdout.write(f"{begun} orders have clocks now.")
