"""`manage.py load_calendar [YEAR]`: a year from the library, or from a file; again changes nothing."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.people.actors import Clock
from portal.worktime import commands, library, queries, sheets
from portal.worktime.calendars import Calendars
from portal.worktime.hours import Hours, parse
from portal.worktime.notices import Notice
from portal.worktime.words import Status


class Command(BaseCommand):
    help = "Load the working calendar of a year: next year's unless another is named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        next_year = timezone.localdate().year + 1
        parser.add_argument("year", type=int, nargs="?", default=next_year)
        parser.add_argument("--file", type=Path, help="a CSV sheet; else the library is asked")
        parser.add_argument("--notice", default="", help="number and date of the notice")
        parser.add_argument("--hours", default="", help="office hours; else as before")

    def handle(self, *args: Any, year: int, file: Path | None, **options: Any) -> None:
        known = queries.calendars()
        if file is None and known.is_official(year):
            self.stdout.write(_("%(year)d is loaded already.") % {"year": year})
            return
        hours = _hours(options["hours"]) if options["hours"] else known.usual_hours(year)
        notice = _from_file(file, year, options["notice"]) if file else library.notice_of(year)
        self._load(replace(notice, hours=hours), known)

    def _load(self, notice: Notice, known: Calendars) -> None:
        try:
            row = commands.load(notice, by=Clock("load_calendar"), at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{row.year} · {row.version} · {row.get_status_display()}")


def _from_file(file: Path, year: int, source: str) -> Notice:
    text = sheets.decoded(file.read_bytes())
    if text is None:
        raise CommandError(_("This file is no text. Save the table as CSV."))
    sheet = sheets.read(text, year)
    if sheet.faults:
        lines = (f"{fault.line}: {fault.sentence} {fault.text}" for fault in sheet.faults)
        raise CommandError("\n".join(lines))
    return Notice(year, Status.OFFICIAL, source, sheet.days)


def _hours(text: str) -> Hours:
    try:
        return parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error
