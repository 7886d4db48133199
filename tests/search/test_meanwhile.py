"""A rebuild misses nothing that is published, changed or taken away while it runs."""

import os
import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.ledger.models import Bookmark
from search import rebuild
from search.rebuild import build, follower_at_rest
from tests.search import writing
from tests.search.test_follower import titles


def test_changes_meanwhile_are_in_the_new_index(on_engine, monkeypatch):
    taken_away, kept = writing.news("旧路灯拆除"), writing.news("路灯巡检")
    writing.follow()
    everything = rebuild.everything

    def meanwhile():
        yield from list(everything())
        taken_away.unpublish()
        writing.notice("路灯新装")
        kept.title = "路灯巡检完毕"
        kept.save_revision().publish()
        writing.follow()

    monkeypatch.setattr(rebuild, "everything", meanwhile)
    build(on_engine, follower_at_rest())
    assert sorted(titles("路灯")) == ["路灯巡检完毕", "路灯新装"]


def hold_for(name, seconds):
    until = timezone.now() + timedelta(seconds=seconds)
    Bookmark.objects.update_or_create(
        follower="search", defaults={"holder": name, "held_until": until}
    )


@pytest.mark.parametrize(
    ("pid", "waits"), [(os.getppid(), True), (2**22 + 1, False)], ids=["alive", "dead"]
)
def test_the_last_lap_waits_for_a_living_worker_only(db, monkeypatch, pid, waits):
    monkeypatch.setattr(rebuild, "_PATIENCE_S", 0.3)
    hold_for(f"{socket.gethostname()}:{pid}:1", 60)
    if waits:
        with pytest.raises(TimeoutError), follower_at_rest():
            pass
    else:
        with follower_at_rest():
            assert Bookmark.objects.get(follower="search").holder != ""
        assert Bookmark.objects.get(follower="search").holder == ""
