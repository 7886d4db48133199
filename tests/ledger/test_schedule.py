"""What is scheduled happens by itself, with its entry; one that cannot does not hold up the rest."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision, Site

from portal.ledger.clocks import clockworks
from portal.ledger.models import Entry
from portal.ledger.scheduled import publish_due
from portal.pages.models import StandardPage
from tests.support.town import build_town

SOON = timezone.now() + datetime.timedelta(hours=1)
LATER = SOON + datetime.timedelta(hours=1)


def told(thing, kind):
    return list(Entry.objects.filter(subject=f"{kind}:{thing.pk}").values_list("verb", flat=True))


def page(slug, **values):
    root = Site.objects.get().root_page
    return root.add_child(instance=StandardPage(title=slug, slug=slug, **values))


def scheduled(slug):
    found = page(slug, live=False, go_live_at=SOON)
    found.save_revision().publish()
    return found


def look(at):
    with time_machine.travel(at, tick=False):
        return publish_due(timezone.now())


@pytest.mark.parametrize("door", [lambda: look(LATER), lambda: call_command("work", "--once")])
def test_a_page_that_expires_goes_with_its_entry(real_database, door):
    expired = page("old")
    past = timezone.now() - datetime.timedelta(minutes=1)
    Page.objects.filter(pk=expired.pk).update(expire_at=past)
    door()
    expired.refresh_from_db()
    assert (expired.live, told(expired, "page")) == (False, ["page.unpublished"])


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "live"), [(timezone.now(), False), (LATER, True)])
def test_a_scheduled_page_comes_when_it_is_due_and_once(at, live):
    waiting = scheduled("soon")
    assert [look(at), look(at)] == [int(live), 0]
    waiting.refresh_from_db()
    assert waiting.live == live
    assert told(waiting, "page") == ["page.scheduled", *["page.published"] * live]


@pytest.mark.django_db
def test_one_that_cannot_be_published_holds_up_no_other(caplog):
    broken, whole = scheduled("broken"), scheduled("whole")
    Revision.objects.filter(object_id=broken.pk).update(content={})
    assert look(LATER) == 1
    whole.refresh_from_db()
    assert (whole.live, told(broken, "page")) == (True, ["page.scheduled"])
    assert "schedule: wagtailcore.Revision" in caplog.text


@pytest.mark.django_db
def test_every_clock_of_the_settings_runs_twice_without_harm():
    town, entries = build_town(), Entry.objects.count()
    for act in [*clockworks(), *clockworks()]:
        act(at=timezone.now())
    assert (Entry.objects.count(), town.editor.groups.count()) == (entries, 1)
