"""A matter comes onto the menu, or leaves it, on its day: told once, and the index hears of it."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.ledger.models import Entry
from portal.services.commands import turn_day
from portal.services.models import Matter
from search.engines import selected
from search.query import Query, search
from search.results import results
from tests.search import writing
from tests.services.writing import new_matter, publish

DAY = datetime.timedelta(days=1)
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def days_pass(matter, n):
    """As if everything about it had been written so many days ago."""
    back = {name: getattr(matter, name) - n * DAY for name in ("admitted_at", "last_published_at")}
    if matter.expires:
        back["expires"] = matter.expires - n * DAY
    Matter.objects.filter(pk=matter.pk).update(**back)


def told():
    entries = Entry.objects.filter(verb__in=["matter.offered", "matter.lapsed"]).order_by("seq")
    return [(entry.verb, entry.subject, entry.details["day"]) for entry in entries]


@pytest.mark.parametrize(
    ("fields", "days", "verb"),
    [
        ({"admitted_at": TODAY + 2 * DAY}, 2, "matter.offered"),
        ({"admitted_at": TODAY + 2 * DAY}, 9, "matter.offered"),
        ({"admitted_at": TODAY + 2 * DAY}, 1, ""),
        ({"expires": TODAY + 2 * DAY}, 3, "matter.lapsed"),
        ({"expires": TODAY + 2 * DAY}, 2, ""),
        ({"expires": TODAY}, 1, "matter.lapsed"),
        ({}, 30, ""),
    ],
)
def test_its_day_is_told_once(town, fields, days, verb):
    matter = new_matter(town, "pipe", **fields)
    assert turn_day(at=NOW) == 0
    days_pass(matter, days)
    assert [turn_day(at=NOW), turn_day(at=NOW)] == ([1, 0] if verb else [0, 0])
    assert [(v, s) for v, s, _day in told()] == ([(verb, f"matter:{matter.pk}")] if verb else [])


@pytest.mark.parametrize("live", [True, False])
def test_what_is_not_published_is_not_told(town, live):
    matter = new_matter(town, "pipe", admitted_at=TODAY + DAY)
    days_pass(matter, 1)
    Matter.objects.filter(pk=matter.pk).update(live=live)
    assert turn_day(at=NOW) == live


def test_a_longer_admission_lapses_again_on_its_own_day(town):
    matter = new_matter(town, "pipe", expires=TODAY)
    days_pass(matter, 1)
    turn_day(at=NOW)
    days_pass(publish(matter, expires=TODAY), 1)
    Matter.objects.filter(pk=matter.pk).update(expires=TODAY - DAY)
    turn_day(at=NOW)
    assert [verb for verb, _subject, _day in told()] == ["matter.lapsed"]
    days_pass(publish(matter, expires=TODAY + 5 * DAY), 7)
    assert turn_day(at=NOW) == 1


@pytest.mark.parametrize("field", ["admitted_at", "expires"])
def test_the_public_index_hears_of_the_day(town, settings, tmp_path, field):
    settings.ELASTICSEARCH_URL, settings.VAR = "", tmp_path
    comes = field == "admitted_at"
    matter = new_matter(town, "pipe", title="疏通管道", **{field: TODAY + DAY if comes else TODAY})
    writing.follow()
    assert len(results(Query("疏通管道")).rows) == (0 if comes else 1)
    days_pass(matter, 1)
    call_command("work", "--once", stdout=StringIO())
    assert len(told()) == 1
    # The index itself, before the database is asked what is public.
    found = search(selected.engine(), Query("疏通管道")).hits.keys
    assert (f"matter:{matter.pk}" in found) is comes
