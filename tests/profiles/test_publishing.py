"""Publishing a way of working: whose, which, and what is refused beside what is taken."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.profiles import commands, queries
from portal.profiles.models import Profile
from portal.profiles.plans import HOUSE, Limits, Plan, with_fixed
from portal.profiles.presets import PRESETS
from portal.profiles.steps import Step

FIVE = PRESETS["five"].plan


def publish(area, plan, by, **given):
    return commands.publish(area, plan, preset="five", by=by, at=timezone.now(), **given)


def test_a_version_is_in_force_where_it_was_set_and_below(town):
    assert queries.in_force(town.community) is None
    profile = publish(town.street, FIVE, town.coordinator)
    assert queries.in_force(town.community) == queries.in_force(town.street) == profile
    assert queries.in_force(town.community).plan == FIVE
    assert queries.in_force(town.other_street) is None
    entry = Entry.objects.get(verb="profile.published")
    assert (entry.subject, entry.actor) == ("profile:990101001", f"staff:{town.coordinator.pk}")
    assert entry.details == {"area": "990101001", "version": 1, "preset": "five"}


def test_the_nearest_above_decides(town):
    district = publish(town.street.parent, FIVE, town.chief)
    assert queries.in_force(town.community) == district
    own = publish(town.street, HOUSE, town.chief)
    assert queries.in_force(town.community) == own
    assert queries.in_force(town.other_street) == district


def test_the_same_again_is_one_version_and_a_change_is_the_next(town):
    first = publish(town.street, FIVE, town.coordinator)
    assert publish(town.street, FIVE, town.coordinator) == first
    second = publish(town.street, replace(FIVE, stops={}), town.coordinator, seen=1)
    assert (second.version, Profile.objects.count()) == (2, 2)
    assert publish(town.street, FIVE, town.coordinator, seen=2).version == 3


@pytest.mark.parametrize(
    ("who", "where", "taken"),
    [
        ("coordinator", "street", True),
        ("administrator", "street", True),
        ("chief", "street", True),
        ("chief", "other_street", True),
        ("other_coordinator", "street", False),
        ("coordinator", "other_street", False),
        ("clerk", "street", False),
        ("handler", "street", False),
        ("editor", "street", False),
        ("auditor", "street", False),
        ("nobody", "street", False),
    ],
)
def test_whose_it_is_to_set(town, who, where, taken):
    try:
        publish(getattr(town, where), FIVE, getattr(town, who))
        assert taken
    except Refused:
        assert not taken
    assert Entry.objects.filter(verb="profile.published").count() == int(taken)


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"steps": with_fixed([Step.CLAIM])}, True),
        ({"steps": with_fixed([])}, False),
        ({"steps": with_fixed([Step.ADMIT, Step.CHECK, Step.RATE])}, False),
        ({"stops": {"place": "居民点单"}}, True),
        ({"stops": {"place": "九个字的叫法太长了"}}, False),
        ({"stops": {"place": "13800138000"}}, False),
        ({"buttons": {"dispatch": "九个字的叫法太长了"}}, False),
        ({"limits": Limits(text_most=3000)}, True),
        ({"limits": Limits(text_most=600)}, False),
        ({"limits": Limits(accept_hours=0)}, False),
        ({"limits": Limits(orders_of_phone=1000)}, False),
        ({"teams": ("aid",)}, True),
        ({"teams": ("unheard-of",)}, False),
        ({"escalation": ("district",)}, True),
        ({"escalation": ("district", "subdistrict")}, False),
        ({"escalation": ()}, False),
        ({"escalation": ("community",)}, False),
    ],
)
def test_what_a_plan_may_say(town, change, taken):
    plan = replace(Plan(), **change)
    try:
        publish(town.street, plan, town.coordinator)
        assert taken, "should have been refused"
    except Refused as refusal:
        assert not taken, refusal
    assert Profile.objects.exists() is taken


@pytest.mark.parametrize(("seen", "taken"), [(None, True), (1, True), (0, False), (2, False)])
def test_what_is_published_is_what_was_looked_at(town, seen, taken):
    publish(town.street, FIVE, town.coordinator)
    try:
        publish(town.street, HOUSE, town.coordinator, seen=seen)
        assert taken
    except Refused:
        assert not taken


def test_a_version_is_never_changed(town):
    profile = publish(town.street, FIVE, town.coordinator)
    profile.says = {}
    with pytest.raises(TypeError):
        profile.save()


def test_one_version_of_a_number(town):
    given = {"area": town.street, "version": 1, "preset": "five", "published_by": "staff:1",
             "published_at": timezone.now()}  # fmt: skip
    Profile.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(**given)


@pytest.mark.parametrize(
    ("chain", "first", "second"),
    [
        (("subdistrict", "district"), "ws", "qinghe"),
        (("district",), "qinghe", "qinghe"),
        (("subdistrict",), "ws", None),
    ],
)
def test_the_way_up_is_up(town, chain, first, second):
    plan = Plan(escalation=chain)
    assert queries.next_owner(plan, town.committee).code == first
    above = queries.next_owner(plan, town.street_office)
    assert (above and above.code) == second
    assert queries.next_owner(plan, town.street_office.parent) is None
