"""What is published and its entry are one transaction, whichever door it goes through."""

import pytest
from django.db import transaction
from wagtail.models import Page, Site

from portal.ledger.models import Entry
from portal.pages.models import StandardPage
from tests.support.town import build_town


def verbs(subject):
    return list(Entry.objects.filter(subject=subject).values_list("verb", flat=True))


@pytest.mark.django_db
def test_a_matters_life_is_in_the_ledger():
    town = build_town()
    matter, subject = town.matter, f"matter:{town.matter.pk}"
    matter.save_revision(user=town.editor).publish()
    matter.refresh_from_db()
    matter.unpublish()
    matter.delete()
    assert verbs(subject) == ["matter.published", "matter.unpublished", "matter.deleted"]
    published = Entry.objects.get(subject=subject, verb="matter.published")
    assert published.actor == f"staff:{town.editor.pk}"


@pytest.mark.django_db
def test_a_draft_is_not_in_the_ledger():
    matter = build_town().matter
    matter.save_revision()
    assert verbs(f"matter:{matter.pk}") == []


@pytest.mark.parametrize("act", ["publish", "unpublish", "delete"])
@pytest.mark.parametrize("undone", [True, False])
def test_what_is_undone_leaves_no_entry_and_what_is_done_leaves_one(real_database, act, undone):
    matter = build_town().matter
    pk, revision = matter.pk, matter.save_revision()
    deeds = {"publish": revision.publish, "unpublish": matter.unpublish, "delete": matter.delete}
    with transaction.atomic():
        deeds[act]()
        transaction.set_rollback(undone)
    assert len(verbs(f"matter:{pk}")) == (0 if undone else 1)


@pytest.mark.django_db
def test_a_moved_page_is_logged_with_all_that_is_public_below_it():
    root = Site.objects.get().root_page
    here, there = (root.add_child(instance=StandardPage(title=t, slug=t)) for t in ("a", "b"))
    child = here.add_child(instance=StandardPage(title="c", slug="c"))
    hidden = here.add_child(instance=StandardPage(title="d", slug="d", live=False))
    StandardPage.objects.get(pk=here.pk).move(Page.objects.get(pk=there.pk), pos="last-child")
    moved = {p.pk: verbs(f"page:{p.pk}") for p in (here, child, hidden, there)}
    assert moved == {here.pk: ["page.moved"], child.pk: ["page.moved"], hidden.pk: [], there.pk: []}
