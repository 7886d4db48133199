"""Two at once where more than one order is concerned: merging, parting, helping, ringing up."""

import threading

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.ledger.verify import verify
from portal.orders import commands, helping_rules, rules, sharing_rules
from portal.orders.models import Assist, CallBack, Consent, Order
from portal.orders.reconciliation import balance
from portal.people.roles import Role
from tests.races.running import (
    as_read_before,
    is_locked_out,
    meeting,
    parted,
    room,
    together,
    unguarded,
    without_row_locks,
)
from tests.support.town import build_town, order_in, person, resident_of

NOW = timezone.now()
ROUNDS = 4


@pytest.fixture
def town(real_database):
    town = build_town()
    town.assistant = person("assistant", Role.HANDLER, town.street_office)
    town.second_assistant = person("second-assistant", Role.HANDLER, town.street_office)
    return town


def whole():
    return verify().fault is None and balance().agrees


def meet(monkeypatch, *checks, verbs=()):
    """No row is locked, and both pass the last check before either writes."""
    without_row_locks(monkeypatch, *verbs)
    barrier = threading.Barrier(2)
    for module, name in checks:
        monkeypatch.setattr(module, name, meeting(getattr(module, name), barrier))


def fresh(order):
    return Order.objects.get(pk=order.pk)


def good(order, **more):
    return commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=NOW, **more)


def merged_and_answered(town):
    order = order_in(town, "merged")
    return order, order.merged_into


# Crosswise: each is merged into the other


def crosswise(town):
    one, other = order_in(town, "admitted"), order_in(town, "admitted")
    deeds = (
        lambda: commands.merge(one, into=other, by=town.clerk, at=NOW),
        lambda: commands.merge(other, into=one, by=town.coordinator, at=NOW),
    )
    return (one, other), parted(together(*deeds))


def test_two_who_merge_crosswise_leave_one_that_leads(town):
    for _round in range(ROUNDS):
        orders, (passed, refused, fell) = crosswise(town)
        assert (len(passed), len(refused), fell) == (1, 1, [])
        assert sorted(fresh(order).state for order in orders) == ["admitted", "merged"]
    assert whole()


def test_red_crosswise_with_the_rows_read_before_both_are_lost(town, monkeypatch):
    """Each ends inside the other; on SQLite, wholly one after the other, a constraint is in the way."""
    monkeypatch.setattr(room("locking"), "hold", lambda keys: None)
    monkeypatch.setattr(room("beats"), "lock", as_read_before)
    one_after_the_other = connection.vendor == "sqlite"
    if not one_after_the_other:
        check = meeting(sharing_rules.check_merge, threading.Barrier(2))
        monkeypatch.setattr(sharing_rules, "check_merge", check)
    orders, (passed, refused, fell) = crosswise(town)
    ends = (len(passed), refused, [type(error) for error in fell])
    if one_after_the_other:
        assert ends == (1, [], [IntegrityError])
    else:
        assert ends == (2, [], [])
        assert {fresh(order).state for order in orders} == {"merged"}


def test_red_crosswise_with_the_rows_not_locked_both_are_lost(town, monkeypatch):
    one, other = order_in(town, "admitted"), order_in(town, "admitted")
    meet(monkeypatch, (sharing_rules, "check_merge"))
    outcome = unguarded(
        lambda: commands.merge(one, into=other, by=town.clerk, at=NOW),
        lambda: commands.merge(other, into=one, by=town.coordinator, at=NOW),
    )
    lost = {fresh(order).state for order in (one, other)} == {"merged"}
    assert is_locked_out(outcome) or (len(outcome[0]), lost) == (2, True)


# Merge against rate: the stricter wish holds whoever comes first


def merge_against_rate(town):
    lead = order_in(town, "answered")
    careful = order_in(town, "admitted", consent=Consent.NONE)
    deeds = (
        lambda: commands.merge(careful, into=lead, by=town.clerk, at=NOW),
        lambda: good(lead, consent=Consent.ANONYMOUS),
    )
    return lead, parted(together(*deeds))


def test_a_wish_that_comes_with_a_merge_is_not_lost_to_a_rating(town):
    for _round in range(ROUNDS):
        lead, (passed, refused, fell) = merge_against_rate(town)
        assert (len(passed), refused, fell) == (2, [], [])
        assert fresh(lead).outcome_consent == Consent.NONE
    assert whole()


def test_red_the_wish_is_lost_when_each_counts_the_reporters_alone(town, monkeypatch):
    """Without reading the others' wishes under the lock, the last word wins."""
    monkeypatch.setattr(sharing_rules, "strictest", lambda wishes: Consent(list(wishes)[0]))
    lead, (passed, _refused, fell) = merge_against_rate(town)
    assert (len(passed), fell) == (2, [])
    assert fresh(lead).outcome_consent == Consent.ANONYMOUS


def test_red_the_wish_is_lost_when_the_rows_are_not_locked(town, monkeypatch):
    """The rating knows of no other reporter yet, and writes last; or they wait in a ring."""
    lead = order_in(town, "answered")
    careful = order_in(town, "admitted", consent=Consent.NONE)
    meet(monkeypatch, (sharing_rules, "strictest"))
    passed, refused, fell = unguarded(
        lambda: commands.merge(careful, into=lead, by=town.clerk, at=NOW),
        lambda: good(lead, consent=Consent.ANONYMOUS),
    )
    assert (len(passed) + len(fell), refused) == (2, [])
    assert fell or fresh(lead).outcome_consent == Consent.ANONYMOUS


# Unmerge against the rating of the one that is taken out


def unmerge_against_rate(town):
    order, lead = merged_and_answered(town)
    deeds = (
        lambda: commands.unmerge(order, reason="不是同一盏灯", by=town.clerk, at=NOW),
        lambda: good(order),
    )
    return order, lead, parted(together(*deeds))


def test_a_reporter_is_parted_or_has_rated_never_both(town):
    for _round in range(ROUNDS):
        order, lead, (passed, refused, fell) = unmerge_against_rate(town)
        assert (len(passed), len(refused), fell) == (1, 1, [])
        rated = order.ratings.filter(lead=lead).exists()
        assert (fresh(order).state, rated) in {("admitted", False), ("merged", True)}
    assert whole()


def test_red_with_the_rows_read_before_a_parted_order_has_rated(town, monkeypatch):
    monkeypatch.setattr(room("unmerge"), "lock_with_lead", lambda o: (o, o.merged_into))
    monkeypatch.setattr(room("rate"), "lock_with_lead", lambda o: (o, o.merged_into))
    monkeypatch.setattr(sharing_rules, "check_unmerge", lambda rated: None)
    order, lead = merged_and_answered(town)
    order = Order.objects.select_related("merged_into__owner__area", "owner__area").get(pk=order.pk)
    deeds = (
        lambda: commands.unmerge(
            as_read_before(order), reason="不是同一盏灯", by=town.clerk, at=NOW
        ),
        lambda: good(as_read_before(order)),
    )
    passed, refused, fell = parted(together(*deeds))
    assert (len(passed), refused, fell) == (2, [], [])
    assert (fresh(order).state, order.ratings.exists()) == ("admitted", True)


def test_red_with_the_rows_not_locked_a_parted_order_has_rated(town, monkeypatch):
    order, lead = merged_and_answered(town)
    meet(monkeypatch, (sharing_rules, "check_unmerge"), (rules, "check_rating"))
    outcome = unguarded(
        lambda: commands.unmerge(order, reason="不是同一盏灯", by=town.clerk, at=NOW),
        lambda: good(order),
    )
    damage = fresh(order).state, order.ratings.filter(lead=lead).exists()
    assert is_locked_out(outcome) or (len(outcome[0]), damage) == (2, ("admitted", True))


# Two hands reach for one part, two ends of one part


def help_asked(town):
    order = order_in(town, "accepted")
    commands.ask_assist(order, to=town.street_office, what="借一部升降车", by=town.clerk, at=NOW)
    return order, order.assists.get()


def both_hands(town, order, assist):
    return (
        lambda: commands.accept_assist(order, assist=assist, by=town.assistant, at=NOW),
        lambda: commands.accept_assist(order, assist=assist, by=town.second_assistant, at=NOW),
    )


def both_accept(town, order, assist):
    return parted(together(*both_hands(town, order, assist)))


def test_one_of_two_takes_the_part(town):
    for _round in range(ROUNDS):
        order, assist = help_asked(town)
        passed, refused, fell = both_accept(town, order, assist)
        assert (len(passed), len(refused), fell) == (1, 1, [])
        told = Entry.objects.filter(subject=order.subject, verb="order.assist_accepted")
        assert told.count() == 1
    assert whole()


def test_red_when_the_part_is_the_one_read_before_two_have_accepted_it(town, monkeypatch):
    order, assist = help_asked(town)
    read = Assist.objects.select_related("unit").get(pk=assist.pk)
    monkeypatch.setattr(
        room("accept_assist"), "lock_assist", lambda assist, order: as_read_before(read)
    )
    passed, refused, fell = both_accept(town, order, assist)
    assert (len(passed), refused, fell) == (2, [], [])


def test_red_when_the_part_is_not_locked_two_have_accepted_it(town, monkeypatch):
    order, assist = help_asked(town)
    meet(monkeypatch, (helping_rules, "check_assist"), verbs=["accept_assist"])
    outcome = unguarded(*both_hands(town, order, assist))
    told = Entry.objects.filter(subject=order.subject, verb="order.assist_accepted").count()
    assert is_locked_out(outcome) or (len(outcome[0]), told) == (2, 2)


def two_ends(town, order, assist):
    return (
        lambda: commands.finish_assist(
            order, assist=assist, done="车已到", by=town.assistant, at=NOW
        ),
        lambda: commands.cancel_assist(
            order, assist=assist, reason="不用了", by=town.clerk, at=NOW
        ),
    )


def test_a_part_ends_once(town):
    for _round in range(ROUNDS):
        order, assist = help_asked(town)
        commands.accept_assist(order, assist=assist, by=town.assistant, at=NOW)
        passed, refused, fell = parted(together(*two_ends(town, order, assist)))
        assert (len(passed), len(refused), fell) == (1, 1, [])
    assert whole()


def test_red_when_the_part_is_not_locked_it_ends_twice(town, monkeypatch):
    order, assist = help_asked(town)
    commands.accept_assist(order, assist=assist, by=town.assistant, at=NOW)
    meet(monkeypatch, (helping_rules, "check_assist"), verbs=["finish_assist", "cancel_assist"])
    outcome = unguarded(*two_ends(town, order, assist))
    ends = ["order.assist_done", "order.assist_cancelled"]
    told = Entry.objects.filter(subject=order.subject, verb__in=ends).count()
    assert is_locked_out(outcome) or (len(outcome[0]), told) == (2, 2)


# Two clerks ring up at the same moment


def both_calls(town, order):
    return (
        lambda: commands.record_call_back(order, reached=False, by=town.clerk, at=NOW),
        lambda: commands.record_call_back(order, reached=False, by=town.coordinator, at=NOW),
    )


def both_ring(town, order):
    return parted(together(*both_calls(town, order)))


def test_two_calls_at_one_moment_are_one_attempt(town):
    order = order_in(town, "answered", at=NOW)
    passed, refused, fell = both_ring(town, order)
    assert (len(passed), len(refused), fell) == (1, 1, [])
    assert CallBack.objects.filter(order=order).count() == 1


def test_red_without_the_hours_between_one_moment_counts_as_two(town, monkeypatch):
    monkeypatch.setattr(rules, "check_call_back", lambda *args: None)
    order = order_in(town, "answered", at=NOW)
    passed, refused, fell = both_ring(town, order)
    assert (len(passed), refused, fell) == (2, [], [])


def test_red_when_the_order_is_not_locked_two_calls_are_both_the_first(town, monkeypatch):
    """A second "first attempt", or a constraint in the way: never a sentence."""
    order = order_in(town, "answered", at=NOW)
    meet(monkeypatch, (rules, "check_call_back"))
    passed, refused, fell = outcome = unguarded(*both_calls(town, order))
    firsts = CallBack.objects.filter(order=order, attempt=1).count()
    kinds = [type(error) for error in fell]
    assert is_locked_out(outcome) or (len(passed), kinds) == (1, [IntegrityError]) or firsts == 2
    assert refused == []


# A chain cannot come about: the second finds that the one it chose leads no longer


def in_a_chain(town):
    first, second, third = (order_in(town, "admitted") for _i in range(3))
    return (
        lambda: commands.merge(second, into=first, by=town.clerk, at=NOW),
        lambda: commands.merge(third, into=second, by=town.coordinator, at=NOW),
    )


def test_red_when_the_rows_are_not_locked_a_chain_comes_about(town, monkeypatch):
    meet(monkeypatch, (sharing_rules, "check_merge"))
    outcome = unguarded(*in_a_chain(town))
    chained = Order.objects.filter(merged_into__merged_into__isnull=False).exists()
    assert is_locked_out(outcome) or (len(outcome[0]), chained) == (2, True)


def test_whoever_merges_into_what_is_being_merged_is_told_so(town):
    passed, refused, fell = parted(together(*in_a_chain(town)))
    assert fell == []
    assert passed
    assert all(isinstance(refusal, Refused) for refusal in refused)
    chained = Order.objects.filter(merged_into__merged_into__isnull=False)
    assert not chained.exists()
    assert whole()
