"""From a closed order to a draft, and in step ever after."""

import json

import pytest
from django.utils import timezone
from wagtail.models import Revision

from portal.cases.follower import CaseDraftFollower
from portal.cases.models import Case
from portal.ledger.follow import rebuild
from portal.ledger.models import Entry
from portal.orders import commands as orders
from portal.orders.models import Consent
from tests.cases.record import drafted, follow, order_of, published, rate, submitted, written
from tests.support.town import STEPS, order_in, resident_of

MARK = "居民原话记号"


def rows() -> list[dict]:
    return list(Case.objects.order_by("pk").values())


def test_a_closed_order_becomes_a_draft_with_its_facts(town):
    case = drafted(town)
    order = order_of(case)
    assert (case.live, case.revisions.count()) == (False, 1)
    assert (case.title, case.matter_text, case.measures, case.result) == ("楼道灯维修", "", "", "")
    assert (case.category, case.area, case.unit_name) == (
        town.matter.category, town.community, "桂雨维修队",
    )  # fmt: skip
    assert (case.placed_on, case.closed_on) == (order.placed_at, order.ended_at)
    assert (case.solved, case.satisfied, case.disclosure) == (None, None, "anonymous")
    assert [code for _at, code in case.timeline] == [
        "placed", "admitted", "dispatched", "accepted", "answered", "closed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "consent", "cases"),
    [("closed", "anonymous", 1), ("closed", "none", 0), ("answered", "anonymous", 0)],
)
def test_only_closed_and_agreed_orders_have_a_case(town, state, consent, cases):
    order_in(town, state, consent=consent)
    follow()
    assert Case.objects.count() == cases


@pytest.mark.parametrize(("channel", "disclosure"), [("web", "anonymous"), ("patrol", "public")])
def test_what_a_patrol_found_has_nobody_to_leave_out(town, channel, disclosure):
    assert drafted(town, channel=channel).disclosure == disclosure


def test_handled_twice_and_rebuilt_from_nothing_is_the_same(town):
    published(town)
    drafted(town)
    before, entries, versions = rows(), Entry.objects.count(), Revision.objects.count()
    CaseDraftFollower().handle(list(Entry.objects.filter(verb__startswith="order.closed")))
    rebuild(CaseDraftFollower(), timezone.now)
    assert (rows(), Entry.objects.count(), Revision.objects.count()) == (before, entries, versions)


def test_no_word_of_the_resident_is_copied(town):
    case = drafted(
        town, text=f"{MARK}一", place=f"{MARK}二", answers={"问": f"{MARK}三"},
        contact_name=f"{MARK}四", contact_phone="13800138000",
    )  # fmt: skip
    order = order_of(case)
    orders.rate(
        order, solved="yes", satisfied=5, comment=f"{MARK}五", by=resident_of(order),
        at=timezone.now(),
    )  # fmt: skip
    follow()
    kept = json.dumps([rows(), list(Revision.objects.values())], ensure_ascii=False, default=str)
    assert "楼道灯维修" in kept
    assert MARK not in kept
    assert "13800138000" not in kept
    assert str(order.pk) not in kept
    assert order.query_code not in kept


def test_a_rating_reaches_a_draft_and_a_public_case(town):
    draft, public = drafted(town), published(town)
    for case in (draft, public):
        rate(case, solved="partly", satisfied=4)
        case.refresh_from_db()
        assert (case.solved, case.satisfied) == ("partly", 4)
    subjects = Entry.objects.filter(verb="case.facts_changed").values_list("subject", flat=True)
    assert list(subjects) == [f"case:{public.pk}"]


def test_consent_given_late_makes_a_draft(town):
    order = order_in(town, "closed", consent="none")
    follow()
    assert not Case.objects.exists()
    orders.rate(
        order, solved="yes", satisfied=5, consent="anonymous", by=resident_of(order),
        at=timezone.now(),
    )  # fmt: skip
    follow()
    assert Case.objects.get().solved == "yes"


@pytest.mark.parametrize(("consent", "live"), [("anonymous", True), ("none", False)])
def test_consent_withdrawn_takes_the_case_down(town, consent, live):
    case = published(town)
    rate(case, consent=consent)
    case.refresh_from_db()
    assert case.live == live
    assert Entry.objects.filter(verb="case.unpublished").exists() != live


@pytest.mark.parametrize(("solved", "live"), [("yes", True), ("no", False)])
def test_an_order_handled_again_takes_the_case_down_until_it_closes(town, solved, live):
    case = published(town)
    rate(case, solved=solved)
    case.refresh_from_db()
    assert (case.live, case.closed_on is not None) == (live, live)
    if not live:
        order = order_of(case)
        for step in ("to_accepted", "to_answered", "to_closed"):
            order = STEPS[step](town, order, timezone.now())
        follow()
        case.refresh_from_db()
        assert (case.live, case.solved) == (False, None)
        assert case.closed_on == order.ended_at


def test_what_waits_for_approval_is_called_back_too(town):
    case = submitted(town)
    assert case.workflow_in_progress
    rate(case, consent=Consent.NONE)
    assert not case.workflow_in_progress


def test_an_older_revision_does_not_bring_older_facts_back(town):
    case = written(town)
    revision = case.latest_revision
    rate(case, solved="partly", satisfied=3)
    restored = Revision.objects.get(pk=revision.pk).as_object()
    assert (restored.title, restored.solved) == ("三楼楼道灯修好了", "partly")
