"""`manage.py demo`: fill the fictitious town through the real commands. Twice changes nothing."""

import logging
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.outcomes import publish_outcomes
from portal.demo.stories import tell_all
from portal.demo.town import PASSWORD, build
from portal.demo.under_way import show_under_way
from portal.demo.waiting import place_waiting
from portal.demo.walk import walk_all
from portal.demo.ways import show_ways
from portal.demo.writings import publish_writings

ACCOUNTS = (
    ("clerk", "社区工作人员（桂雨社区）", "/admin/"),
    ("member", "党员志愿者（桂雨社区党员先锋队）", "/desk/"),
    ("grid", "网格员（桂雨社区，可当场办结）", "/desk/capture/"),
    ("coordinator", "街道协调员（望舒街道）", "/admin/"),
    ("editor", "编辑", "/admin/"),
    ("reviewer", "审核", "/admin/"),
    ("auditor", "审计", "/admin/"),
    ("admin", "管理员", "/admin/"),
)


class Command(BaseCommand):
    help = "Fill the demo town."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only print the demo accounts")
        parser.add_argument(
            "--fictitious", action="store_true", help="fill even where DEBUG is off"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["accounts"]:
            if not (settings.DEBUG or options["fictitious"]):
                raise CommandError(
                    "This fills a fictitious town with known passwords. "
                    "Say --fictitious if this installation is for trying out."
                )
            self._fill(timezone.localtime())
        for username, who, where in ACCOUNTS:
            self.stdout.write(f"  {username:<12} {PASSWORD:<15} {where:<14} {who}")

    def _fill(self, now: datetime) -> None:
        # Of a year told in a minute, nobody need read every message.
        logging.getLogger("portal.messages").setLevel(logging.WARNING)
        build(now)
        walked, waiting = walk_all(now), place_waiting(now) + tell_all(now)
        told = show_under_way(now)
        waiting += show_ways(now)
        # The followers make the drafts that the editors then publish, and index what is public.
        call_command("work", "--once")
        shown, written = publish_outcomes(now) + told, publish_writings(now)
        call_command("work", "--once")
        self.stdout.write(
            f"澜川市清和区：办结示例 {walked} 件，在办 {waiting + told} 件，"
            f"回音壁 {shown} 件，文章 {written} 篇"
        )
