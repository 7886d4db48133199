"""`manage.py publish_scheduled`: in place of Wagtail's own, whose page expiry the ledger would miss."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.ledger.scheduled import publish_due


class Command(BaseCommand):
    help = "Publish and take down what is scheduled. `manage.py work` does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        publish_due(timezone.now())
