"""`manage.py begin_clocks`: deadlines for open orders placed before there were any; run once, or again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from portal.orders.clocks.winding import DEADLINES
from portal.orders.commands.begin_clocks import begin_clocks, unclocked


class Command(BaseCommand):
    help = "Begin the deadlines of open orders that were placed before there were any."

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction an order; one that fails holds no other up. Raises CommandError when any did."""
        begun, failed = 0, list[str]()
        for order in unclocked():
            try:
                begun += begin_clocks(order, by=DEADLINES, at=timezone.now())
            except DatabaseError as error:
                failed.append(f"{order.number} ({type(error).__name__})")
        self.stdout.write(f"{begun} orders have clocks now.")
        if failed:
            raise CommandError(f"No clocks yet: {', '.join(failed)}")
