"""The same for what stands around the orders: posts, drafts, publishing, cases, followers."""

import datetime
import uuid
from itertools import count

import pytest
from django.utils import timezone

from portal.cases import commands as cases
from portal.cases.follower import CaseDraftFollower
from portal.cases.models import Case
from portal.errors import Refused
from portal.ledger.follow import drain
from portal.ledger.models import Bookmark, Entry
from portal.orders.commands import drafts
from portal.orders.models import Draft, Photo
from portal.people.models import User
from portal.people.roles import Role
from portal.places.commands import appoint, relieve
from portal.places.models import Post
from portal.services.models import Matter
from search.engines.selected import engine
from search.follower import SearchFollower
from search.query import Query, search
from tests.proof.killing import sweep
from tests.proof.soundness import assert_sound
from tests.support.town import SETUP, SINCE, order_in, person

pytestmark = pytest.mark.proof
NOW = timezone.now()
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
TEXT = {
    "title": "楼道灯修好了", "matter_text": "楼道灯不亮，晚上看不清。",
    "measures": "维修队检查线路，换了灯泡。", "result": "当天亮灯。",
}  # fmt: skip
numbers = count(1)


def told(subject, verb=""):
    """How many entries the ledger has of this subject."""
    return Entry.objects.filter(subject=subject, verb__startswith=verb).count()


# Posts


def serve(world, who):
    return appoint(who, organisation=world.town.committee, role=Role.EDITOR, since=SINCE,
                   by=SETUP, at=NOW)  # fmt: skip


def test_appointing(world):
    def check(who, death):
        have = (
            Post.objects.filter(person=who).count(),
            who.groups.count(),
            told(f"staff:{who.pk}"),
        )
        assert have == (death.commits,) * 3
        serve(world, who)
        assert (Post.objects.filter(person=who).count(), told(f"staff:{who.pk}")) == (1, 1)
        assert_sound()

    world.tally["appoint"] = sweep(
        lambda: person(f"person-{next(numbers)}"), lambda who: serve(world, who), check
    )


def test_relieving(world):
    def end(post):
        return relieve(post, until=YESTERDAY, by=SETUP, at=NOW)

    def check(post, death):
        post, who = Post.objects.get(pk=post.pk), User.objects.get(pk=post.person_id)
        assert (post.until == YESTERDAY, not who.groups.exists()) == (bool(death.commits),) * 2
        assert told(f"staff:{who.pk}", "post.relieved") == death.commits
        if death.commits:
            with pytest.raises(Refused):
                end(post)
        else:
            end(post)
        assert not who.groups.exists()
        assert_sound()

    world.tally["relieve"] = sweep(
        lambda: serve(world, person(f"person-{next(numbers)}")), end, check
    )


# Drafts of the intake form: nothing is logged, but nothing is half either


def new_draft(photos=0):
    draft = Draft.objects.create(pk=uuid.uuid4(), body={"a": "1"}, updated_at=NOW)
    for number in range(photos):
        Photo.objects.create(draft=draft, jpeg=bytes([number]))
    return draft.pk


def kept(key):
    draft = Draft.objects.filter(pk=key).first()
    return draft and (draft.body, Photo.objects.filter(draft=draft).count())


DRAFTS = {
    "open": (uuid.uuid4, lambda key: drafts.open_draft(key, at=NOW), None, ({}, 0)),
    "save": (
        new_draft, lambda key: drafts.save_step(key, {"b": "2"}, at=NOW),
        ({"a": "1"}, 0), ({"a": "1", "b": "2"}, 0),
    ),
    "add photo": (
        new_draft, lambda key: drafts.add_photo(key, b"jpeg", at=NOW),
        ({"a": "1"}, 0), ({"a": "1"}, 1),
    ),
    "remove photo": (
        lambda: new_draft(photos=1),
        lambda key: drafts.remove_photo(key, Photo.objects.filter(draft=key).values("pk")[:1]),
        ({"a": "1"}, 1), ({"a": "1"}, 0),
    ),
    "purge": (
        lambda: new_draft(photos=2),
        lambda key: drafts.purge(at=NOW + datetime.timedelta(days=8)),
        ({"a": "1"}, 2), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("step", DRAFTS)
def test_drafts(world, step):
    prepare, deed, before, after = DRAFTS[step]

    def check(key, death):
        assert kept(key) == (after if death.commits else before)
        deed(key)
        assert kept(key) == after

    world.tally[f"draft, {step}"] = sweep(prepare, deed, check)


# Publishing: the public side and its entry are one


def new_matter(world, live):
    title = f"事项第{next(numbers)}号"
    matter = Matter.objects.create(
        code=f"matter-{next(numbers)}", title=title, summary="说明", promise="5天", live=False,
        category=world.category, team_kind=world.town.matter.team_kind,
        admitted_at=SINCE, approved_by="街道",
    )  # fmt: skip
    if live:
        matter.save_revision().publish()
    return matter


def publish(matter):
    return Matter.objects.get(pk=matter.pk).save_revision().publish()


def unpublish(matter):
    return Matter.objects.get(pk=matter.pk).unpublish()


def found(matter):
    key = f"matter:{matter.pk}"
    return key in search(engine(), Query(matter.title, size=100)).hits.keys


@pytest.mark.parametrize(("deed", "live"), [(publish, False), (unpublish, True)])
def test_a_matter_is_public_exactly_when_the_ledger_says_so(world, deed, live):
    verb = "matter.unpublished" if live else "matter.published"

    def check(matter, death):
        is_live = Matter.objects.get(pk=matter.pk).live
        assert (told(f"matter:{matter.pk}", verb) == 1) == (is_live != live)
        assert_sound()
        assert found(matter) == is_live
        deed(matter)
        assert_sound()
        assert found(matter) != live

    world.tally[deed.__name__] = sweep(lambda: new_matter(world, live), deed, check)


# Cases: written, submitted, approved


def new_case(world, step=""):
    order = order_in(world.town, "closed", at=NOW)
    drain(CaseDraftFollower(), timezone.now)
    case = Case.objects.get(number=order.number)
    if step:
        case = cases.write(case, **TEXT, by=world.town.editor)
    return cases.submit(case, by=world.town.editor) if step == "submitted" else case


def test_writing_a_case(world):
    def write(case):
        return cases.write(case, **TEXT, by=world.town.editor)

    def check(case, death):
        latest = Case.objects.get(pk=case.pk).get_latest_revision_as_object()
        assert (latest.result == TEXT["result"]) == bool(death.commits)
        assert_sound()
        write(case)

    world.tally["case, write"] = sweep(lambda: new_case(world), write, check)


def test_submitting_a_case(world):
    def submit(case):
        return cases.submit(case, by=world.town.editor)

    def check(case, death):
        case = Case.objects.get(pk=case.pk)
        assert bool(case.current_workflow_task_state) == bool(death.commits)
        assert_sound()
        if not death.commits:
            submit(case)

    world.tally["case, submit"] = sweep(lambda: new_case(world, "written"), submit, check)


def test_approving_a_case(world):
    def approve(case):
        return cases.approve(case, by=world.town.reviewer)

    def check(case, death):
        subject = f"case:{case.pk}"
        assert told(subject, "case.published") == bool(death.commits)
        assert Case.objects.get(pk=case.pk).live == bool(death.commits)
        assert_sound()
        if death.commits:
            with pytest.raises(Refused):
                approve(case)
        else:
            approve(case)
        assert_sound()

    world.tally["case, approve"] = sweep(lambda: new_case(world, "submitted"), approve, check)


# Followers: killed while they follow, the next one goes on and the result is the same


def test_the_case_follower(world):
    def check(order, death):
        assert_sound()
        case = Case.objects.get(number=order.number)
        assert case.revisions.count() == 1

    world.tally["follow, cases"] = sweep(
        lambda: order_in(world.town, "closed", at=NOW),
        lambda order: drain(CaseDraftFollower(), timezone.now),
        check,
    )


@pytest.mark.parametrize("live", [True, False])
def test_the_search_follower(world, live):
    def prepare():
        matter = new_matter(world, live=True)
        if not live:
            assert_sound()
            matter.refresh_from_db()
            matter.unpublish()
        return matter

    def check(matter, death):
        assert_sound()
        assert found(matter) == live

    world.tally[f"follow, search, {live}"] = sweep(
        prepare, lambda matter: drain(SearchFollower(), timezone.now), check
    )


def test_a_killed_worker_holds_nobody_up(world):
    """Whatever the moment of its death, the bookmark is free for the next at once."""
    assert_sound()
    assert {b.holder for b in Bookmark.objects.all()} == {""}


def test_the_tools_find_nothing_to_complain_about_afterwards(world):
    assert world.database.manage("ledger", "verify").returncode == 0
    assert world.database.manage("work", "--once").returncode == 0
    assert_sound()


def test_enough_points_were_tried(world, capsys):
    with capsys.disabled():
        print(f"\ncrash points, around: {sum(world.tally.values())} {world.tally}")
    assert len(world.tally) < 15 or sum(world.tally.values()) >= 200
