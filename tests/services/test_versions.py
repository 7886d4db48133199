"""A version is kept at every release that changes something; an order keeps its own for good."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.services.commands import keep_version
from portal.services.models import Matter, MatterVersion
from portal.services.snapshots import changed
from tests.resident.walk import text_of
from tests.services.writing import ask, publish
from tests.support.town import order_in, place_order

WHEN = {"label": "方便上门的时间", "kind": "text", "required": True}
FLOOR = {"label": "在几楼", "kind": "number"}


def test_a_release_that_changes_something_is_a_version(town):
    first = publish(town.matter)
    assert (first.version.number, first.version.snapshot["promise"]) == (1, "5个工作日内办结")
    assert publish(first).version == first.version
    second = publish(first, promise="3个工作日内办结")
    assert second.version.number == 2
    assert changed(first.version.snapshot, second.version.snapshot) == ["promise"]


def test_a_draft_is_no_version(town):
    matter = publish(town.matter)
    matter.promise = "明天"
    matter.save_revision()
    assert matter.versions.count() == 1


def test_an_older_revision_brings_back_its_words_as_a_new_version(town):
    first = publish(town.matter)
    old = first.latest_revision
    publish(first, promise="3个工作日内办结")
    old.publish()
    now = Matter.objects.get()
    assert (now.promise, now.version.number) == ("5个工作日内办结", 3)


def test_who_released_it_stands_in_the_version(client, town):
    client.force_login(town.editor)
    matter = ask(town.matter, WHEN)
    matter.promise = "明天"
    revision = matter.save_revision(user=town.editor)
    revision.publish(user=town.editor)
    assert matter.versions.first().by == f"staff:{town.editor.pk}"


def test_a_version_is_never_changed(town):
    version = publish(town.matter).version
    version.snapshot = {}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        MatterVersion.objects.update(number=7)


def test_keeping_twice_keeps_one(town):
    now = timezone.now()
    for _turn in range(2):
        assert keep_version(town.matter, by="clock:test", at=now).number == 1


def test_an_old_order_shows_what_it_was_placed_under(client, town):
    matter = ask(town.matter, WHEN, FLOOR)
    order = place_order(town, matter=matter, answers={"方便上门的时间": "周六"})
    later = ask(matter, {"label": "哪一天来", "kind": "date"})
    publish(later, title="公共照明", promise="明天")
    order.refresh_from_db()
    assert order.asked == [("方便上门的时间", "周六"), ("在几楼", "")]
    assert (order.title, order.promise) == ("楼道灯维修", "5个工作日内办结")
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    client.force_login(town.clerk)
    seen = [f"/orders/track/{order.number}/", f"/admin/orders/{order.number}/"]
    for page in (text_of(client.get(address)) for address in seen):
        assert "方便上门的时间" in page
        assert "在几楼" in page
        assert "哪一天来" not in page
    assert "第 1 版" in page


def test_an_order_without_a_version_shows_the_matter(town):
    order = place_order(town, answers={"问": "答"})
    assert order.matter_version is None
    assert (order.title, order.asked) == ("楼道灯维修", [("问", "答")])


def test_the_handler_sees_the_version_as_well(client, town):
    order = order_in(town, "accepted", matter=ask(town.matter, WHEN))
    ask(town.matter, FLOOR)
    client.force_login(town.handler)
    page = text_of(client.get(reverse("desk:order", args=[order.number])))
    assert "方便上门的时间" in page
    assert "在几楼" not in page
