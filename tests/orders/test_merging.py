"""Eleven neighbours and one lamp: one handling, every reporter's own number, wish and rating."""

import pytest
from django.utils import timezone

from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders import commands
from portal.orders.models import Consent, Order, Rating
from portal.orders.reconciliation import balance
from portal.orders.story import shared_story
from portal.people.actors import Clock
from tests.support.outcomes import BAD, GOOD
from tests.support.town import build_town, order_in, resident_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "请联系张女士13800138000"


def merged(town, lead, by="clerk", state="admitted", **intake):
    order = order_in(town, state, **intake)
    return commands.merge(order, into=lead, by=getattr(town, by), at=NOW)


def answered(town, lead):
    return commands.answer(
        lead, spoken_with="张女士", done="换了灯泡", finished_by="当天", by=town.handler, at=NOW
    )


def rate(order, solved="yes", satisfied=5, **more):
    return commands.rate(
        order, solved=solved, satisfied=satisfied, by=resident_of(order), at=NOW, **more
    )


def fresh(order):
    return Order.objects.get(pk=order.pk)


@pytest.mark.parametrize(
    ("lead", "outcome"),
    [
        *((state, GOOD) for state in ("placed", "admitted", "dispatched", "accepted", "answered")),
        *((state, GOOD) for state in ("escalated", "suspended")),
        *((state, BAD) for state in ("closed", "declined", "withdrawn", "merged", "returned")),
    ],
)
def test_the_order_that_leads_is_open_and_waits_for_nobodys_details(lead, outcome):
    town = build_town()
    lead, order = order_in(town, lead), order_in(town, "admitted")
    with outcome:
        order = commands.merge(order, into=lead, by=town.clerk, at=NOW)
        assert (order.state, order.merged_into, order.unit) == ("merged", lead, None)
    assert balance().agrees


def test_an_order_is_not_merged_into_itself_or_into_another_community():
    town = build_town()
    order = order_in(town, "admitted")
    elsewhere = order_in(town, "placed", area=town.other_community)
    for lead in (order, elsewhere):
        with BAD:
            commands.merge(order, into=lead, by=town.coordinator, at=NOW)


@pytest.mark.parametrize(
    ("order", "lead", "outcome"), [("admitted", "escalated", GOOD), ("escalated", "admitted", BAD)]
)
def test_what_was_raised_is_not_merged_into_what_stands_below(order, lead, outcome):
    town = build_town()
    order, lead = order_in(town, order), order_in(town, lead)
    with outcome:
        commands.merge(order, into=lead, by=town.coordinator, at=NOW)


def test_what_was_merged_before_follows_along():
    town = build_town()
    first, second = order_in(town, "admitted"), order_in(town, "admitted")
    third = merged(town, second)
    commands.merge(second, into=first, by=town.clerk, at=NOW)
    assert {fresh(order).merged_into_id for order in (second, third)} == {first.pk}
    assert balance().agrees


def test_one_answer_and_every_reporters_own_rating():
    town = build_town()
    lead = order_in(town, "accepted")
    others = [merged(town, lead) for _i in range(3)]
    answered(town, lead)
    for order in (lead, *others):
        rate(order)
        with BAD:
            rate(order)
    assert Rating.objects.filter(order=lead).count() == 1
    assert Rating.objects.filter(lead=lead, round=1).count() == 3
    assert len({fresh(order).number for order in (lead, *others)}) == 4


@pytest.mark.parametrize("end", ["answered", "closed"])
def test_a_bad_rating_of_any_reporter_opens_the_redo_once_a_round(end):
    town = build_town()
    lead = order_in(town, "accepted")
    others = [merged(town, lead) for _i in range(2)]
    answered(town, lead)
    if end == "closed":
        commands.close(lead, by=town.clerk, at=NOW)
    rate(others[0], "no", 1)
    assert (fresh(lead).state, fresh(lead).redo_count) == ("dispatched", 1)
    with BAD:
        rate(others[1], "no", 1)
    assert fresh(lead).redo_count == 1
    assert balance().agrees


def test_the_shared_outcome_is_shown_as_the_strictest_wants_it():
    town = build_town()
    lead = order_in(town, "accepted")
    careful = merged(town, lead, consent=Consent.NONE)
    open_ = merged(town, lead)
    assert fresh(lead).outcome_consent == Consent.NONE
    commands.unmerge(careful, reason="不是同一盏灯", by=town.clerk, at=NOW)
    assert fresh(lead).outcome_consent == Consent.ANONYMOUS
    answered(town, lead)
    rate(open_, consent=Consent.NONE)
    assert (fresh(lead).consent, fresh(lead).outcome_consent) == ("anonymous", "none")
    rate(lead, consent=Consent.ANONYMOUS)
    assert fresh(lead).outcome_consent == Consent.NONE


@pytest.mark.parametrize(("state", "level"), [("admitted", 0), ("escalated", 1)])
def test_what_is_parted_is_its_owners_again_and_never_further_down(state, level):
    town = build_town()
    lead = order_in(town, "dispatched")
    order = merged(town, lead)
    if level:
        commands.escalate(lead, by=Clock("deadline"), at=NOW)
    row = commands.unmerge(order, reason="不是同一盏灯", by=town.coordinator, at=NOW)
    assert (row.state, row.level, row.merged_into, row.ended_at) == (state, level, None, None)
    assert row.owner == (town.street_office if level else town.committee)
    assert balance().agrees
    assert verify().fault is None


@pytest.mark.parametrize(
    ("reason", "rated", "outcome"),
    [("不是同一盏灯", False, GOOD), (" ", False, BAD), ("不是同一盏灯", True, BAD)],
)
def test_parting_needs_a_reason_and_a_reporter_who_has_not_rated(reason, rated, outcome):
    town = build_town()
    lead = order_in(town, "accepted")
    order = merged(town, lead)
    answered(town, lead)
    if rated:
        rate(order)
    with outcome:
        commands.unmerge(order, reason=reason, by=town.clerk, at=NOW)


def test_after_a_redo_the_reporter_may_be_parted():
    town = build_town()
    lead = order_in(town, "accepted")
    order = merged(town, lead)
    answered(town, lead)
    rate(order, "no", 1)
    commands.unmerge(order, reason="是另一盏灯", by=town.clerk, at=NOW)
    assert fresh(order).state == "admitted"


def test_when_the_first_reporter_withdraws_the_others_are_not_lost():
    town = build_town()
    lead = order_in(town, "dispatched")
    others = [merged(town, lead) for _i in range(2)]
    commands.withdraw(lead, by=resident_of(lead), at=NOW)
    assert {fresh(order).state for order in others} == {"admitted"}
    assert balance().agrees


def test_a_reporter_reads_the_shared_progress_and_nothing_of_the_other_person():
    town = build_town()
    lead = order_in(town, "accepted", text=SECRET)
    order = merged(town, lead)
    commands.record_contact(lead, note=SECRET, by=town.handler, at=NOW)
    commands.answer(
        lead, spoken_with=SECRET, done="换了灯泡", finished_by="当天", by=town.handler, at=NOW
    )
    rate(lead, "partly", 3, comment="李四觉得慢")
    steps = shared_story(fresh(order))
    shared = [step for step in steps if step.shared]
    assert [step.verb for step in shared] == ["order.answered"]
    assert not any(step.rating or SECRET in step.text for step in shared)


def test_both_sides_of_a_merge_stand_in_the_ledger():
    town = build_town()
    lead = order_in(town, "admitted")
    order = merged(town, lead)
    commands.unmerge(order, reason="不是同一盏灯", by=town.clerk, at=NOW)
    told = Entry.objects.filter(verb__in=["order.merged", "order.joined", "order.unmerged",
                                          "order.parted"])  # fmt: skip
    assert [(entry.verb.split(".")[1], entry.subject) for entry in told.order_by("seq")] == [
        ("merged", order.subject), ("joined", lead.subject),
        ("unmerged", order.subject), ("parted", lead.subject),
    ]  # fmt: skip
