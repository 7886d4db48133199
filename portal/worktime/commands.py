"""Load a calendar: the only way the working days of a year change."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from portal.ledger.append import Detail, append
from portal.people.actors import Actor, actor_code
from portal.worktime import comparing, hours, rules
from portal.worktime.calendars import Special
from portal.worktime.models import Calendar, Day
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status


@transaction.atomic
def load(notice: Notice, *, by: Actor, at: datetime, seen: int | None = None) -> Calendar:
    """Make a notice the calendar of its year, as a new version; the same again changes nothing.

    `seen` is the version that was compared with. Raises Refused when `by` is no administrator, the
    notice says too little, or somebody else loaded the year since.
    """
    rules.check_loading(by)
    # All locked, then read again: two who load at once take turns, even for a year that is new.
    list(Calendar.objects.select_for_update().order_by("pk"))
    before = Calendar.objects.filter(year=notice.year).order_by("version").last()
    if before and says(before) == notice:
        return before
    rules.check_seen(seen, before.version if before else 0)
    rules.check_notice(notice, comparing.with_notice(notice))
    calendar = _insert(notice, (before.version if before else 0) + 1, by, at)
    details: dict[str, Detail] = {
        "version": calendar.version,
        "status": notice.status.value,
        "days": len(notice.days),
    }
    append("calendar.loaded", f"calendar:{notice.year}", by=actor_code(by), at=at, details=details)
    return calendar


def says(calendar: Calendar) -> Notice:
    """A stored calendar as the notice it came from."""
    days = {
        day.date: Special(Kind(day.kind), day.name, hours.parse(day.hours) if day.hours else None)
        for day in calendar.days.all()
    }
    status, office = Status(calendar.status), hours.parse(calendar.office_hours)
    return Notice(calendar.year, status, calendar.notice, days, office)


def _insert(notice: Notice, version: int, by: Actor, at: datetime) -> Calendar:
    calendar = Calendar.objects.create(
        year=notice.year, version=version, status=notice.status, notice=notice.source,
        office_hours=str(notice.hours), loaded_at=at, loaded_by=actor_code(by),
    )  # fmt: skip
    Day.objects.bulk_create(_rows(calendar, notice.days))
    return calendar


def _rows(calendar: Calendar, days: Mapping[date, Special]) -> list[Day]:
    return [
        Day(calendar=calendar, date=day, kind=special.kind, name=special.name,
            hours=str(special.hours or ""))
        for day, special in days.items()
    ]  # fmt: skip
