"""Two administrators load the same year at the same moment: one comes first, the other is told."""

from datetime import UTC, date, datetime

import pytest

from portal.people.actors import Clock
from portal.worktime import commands, queries
from portal.worktime.calendars import Special
from portal.worktime.models import Calendar
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status
from tests.races.running import parted, together

AT = datetime(2026, 11, 20, tzinfo=UTC)


def loading(year: int, name: str, seen: int):
    days = {date(year, 1, 1): Special(Kind.HOLIDAY, name)}
    notice = Notice(year, Status.OFFICIAL, name, days)
    return lambda: commands.load(notice, by=Clock("test"), at=AT, seen=seen)


@pytest.mark.parametrize(("year", "seen"), [(2027, 1), (2029, 0)])
@pytest.mark.parametrize("_round", range(2))
def test_one_is_first_and_the_other_is_told(real_database, year, seen, _round):
    deeds = [loading(year, name, seen) for name in ("first", "second")]
    came, refused, fell = parted(together(*deeds))
    assert (len(came), len(refused), fell) == (1, 1, [])
    assert Calendar.objects.filter(year=year).count() == seen + 1
    assert queries.calendars().years[year].notice == came[0].notice
