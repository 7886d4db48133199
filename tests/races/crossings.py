"""Steps that lock several rows and could cross: each prepares its rows and gives the deeds."""

import uuid
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from portal.ledger import scheduled
from portal.orders import commands
from portal.orders.commands import drafts
from portal.orders.commands.change_contact import change_contact
from portal.orders.commands.leave_account import leave_account
from portal.orders.commands.open_contact import open_contact, take_out_contacts
from portal.orders.commands.tie import tie
from portal.orders.commands.wake import wake
from portal.orders.models import Consent, Deadline, Draft, Photo
from portal.people.actors import Clock
from portal.people.commands import renew_password
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.models import Organisation
from portal.profiles.commands import publish
from portal.profiles.plans import HOUSE
from portal.residents.commands import enter
from portal.services.models import Matter
from tests.support.town import SINCE, order_in, person, place_order, resident_of

ANSWER = {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "当天"}
now = timezone.now


def two(town, turn, lead="admitted"):
    """An order and the one that is to lead; every second time the keys are the other way round."""
    keys = [uuid.UUID(int=uuid.uuid4().int >> 1), uuid.UUID(int=uuid.uuid4().int | 1 << 127)]
    first, second = reversed(keys) if turn % 2 else keys
    return order_in(town, "admitted", key=first), order_in(town, lead, key=second)


def merged(town, turn, lead="admitted"):
    order, lead = two(town, turn, lead)
    commands.merge(order, into=lead, by=town.clerk, at=now())
    return order, lead


def good(order):
    return commands.rate(order, solved="yes", satisfied=5, by=resident_of(order), at=now())


def merge(town, order, lead):
    return partial(commands.merge, order, into=lead, by=town.clerk, at=now())


def wish(order):
    by = resident_of(order)
    return partial(commands.change_consent, order, consent=Consent.NONE, by=by, at=now())


def crosswise(town, turn):
    one, other = two(town, turn)
    return merge(town, one, other), merge(town, other, one)


def merged_twice_and_rated(town, turn):
    order, lead = merged(town, turn, "accepted")
    commands.answer(lead, by=town.handler, at=now(), **ANSWER)
    close = partial(commands.close, lead, by=town.clerk, at=now())
    return merge(town, order, lead), partial(good, order), close


def lead_withdrawn(town, turn):
    order, lead = merged(town, turn, "dispatched")
    withdraw = partial(commands.withdraw, lead, by=resident_of(lead), at=now())
    return withdraw, wish(order), merge(town, order, lead)


def lead_withdrawn_while_its_own_follow_another(town, turn):
    order, lead = merged(town, turn, "dispatched")
    third = order_in(town, "admitted")
    withdraw = partial(commands.withdraw, order, by=resident_of(order), at=now())
    return withdraw, merge(town, lead, third), merge(town, third, lead), wish(order)


def parted_while_answered(town, turn):
    order, lead = merged(town, turn, "accepted")
    unmerge = partial(commands.unmerge, order, reason="不是同一盏灯", by=town.clerk, at=now())
    answer = partial(commands.answer, lead, by=town.handler, at=now(), **ANSWER)
    return unmerge, answer, merge(town, order, lead)


def account_deleted(town, turn):
    order, lead = merged(town, turn, "accepted")
    third, holder = order_in(town, "admitted"), enter("13800138000", at=now())
    for one in (order, lead):
        tie(one, code=one.query_code, by=holder, at=now())
    change = {"contact_phone": "13900139000", "by": resident_of(order), "at": now()}
    return (
        partial(leave_account, holder, by=holder, at=now()),
        partial(tie, third, code=third.query_code, by=holder, at=now()),
        partial(change_contact, order, **change),
        wish(order),
    )


def deleted_twice(town, turn):
    holder = enter("13800138000", at=now())
    return (partial(leave_account, holder, by=holder, at=now()),) * 2


def placed_into_it_meanwhile(town, turn):
    """Whoever deletes the account, what was placed into it at that moment stays."""
    holder = enter("13800138000", at=now())
    placed = partial(place_order, town, account=holder)
    return placed, partial(leave_account, holder, by=holder, at=now()), placed, placed


def photo_added_meanwhile(town, turn):
    key = uuid.uuid4()
    drafts.open_draft(key, at=now())
    added = partial(drafts.add_photo, key, b"jpeg", at=now())
    return added, partial(place_order, town, key=key), added, partial(place_order, town, key=key)


def dispatched_in_two_lists(town, turn):
    one, other = two(town, turn)
    many = partial(commands.dispatch_many, to=town.team, by=town.clerk, at=now())
    return partial(many, [one, other]), partial(many, [other, one])


def a_wait_is_over(town, turn):
    """The clock declines an order that others were merged into: they stand alone again."""
    order, lead = two(town, turn, "placed")
    commands.merge(order, into=lead, by=town.clerk, at=now())
    commands.return_for_info(lead, missing="哪一栋？", by=town.clerk, at=now())
    deadline = Deadline.objects.filter(order=lead, stopped_at=None).order_by("wake_at").last()
    over = now() + timedelta(days=60)
    clock = partial(wake, lead, deadline=deadline.pk, by=Clock("deadlines"), at=over)
    return clock, wish(order), merge(town, order, lead)


def contacts_taken_out(town, turn):
    one, other = two(town, turn)
    out = partial(take_out_contacts, reason="callback", by=town.clerk, at=now())
    return partial(out, [one, other]), partial(out, [other, one]), merge(town, one, other)


def contact_opened(town, turn):
    order = order_in(town, "accepted")
    opened = partial(open_contact, order, reason="callback", by=town.clerk, at=now())
    noted = partial(commands.record_contact, order, note="明天到", by=town.handler, at=now())
    return opened, noted, opened, noted


def said_to_be_like_another(town, turn):
    order = order_in(town, "accepted")
    noted = partial(commands.record_contact, order, note="明天到", by=town.handler, at=now())
    return noted, partial(place_order, town, echoes=order), noted, partial(place_order, town)


def matter_published(town, turn):
    matter = Matter.objects.get(pk=town.matter.pk)
    matter.summary = f"灯不亮了，请人来修 {turn}"
    matter.save()
    return matter.save_revision().publish, partial(place_order, town), partial(place_order, town)


def renamed(unit, turn):
    unit = Organisation.objects.get(pk=unit.pk)
    unit.name = f"桂雨维修{turn}队"
    unit.save()


def unit_renamed(town, turn):
    order = order_in(town, "admitted")
    dispatch = partial(commands.dispatch, order, to=town.team, by=town.clerk, at=now())
    return partial(renamed, town.team, turn), dispatch, captured(town), partial(place_order, town)


def captured(town):
    """Written down and settled at once: five verbs in one transaction."""
    intake = commands.Intake(
        key=uuid.uuid4(), matter=town.matter, area=town.community, text="三楼楼道灯不亮了",
        origin="staff", helped_by=town.everywhere,
    )  # fmt: skip
    done = commands.Settled(**ANSWER)
    return partial(commands.capture, intake, settled=done, by=town.everywhere, at=now())


def password_renewed(town, turn):
    order = order_in(town, "dispatched")
    renew = partial(renew_password, password=f"new-{turn}", by=town.administrator, at=now())
    accept = partial(commands.accept, order, by=town.handler, at=now())
    return partial(renew, town.handler), accept


def way_of_working_published(town, turn):
    way = partial(publish, town.street, HOUSE, preset=f"p{turn}", by=town.administrator, at=now())
    return way, partial(place_order, town), way


def two_appointed(town, turn):
    given = {"organisation": town.team, "role": Role.HANDLER, "since": SINCE}
    people = [person(f"new-{turn}-{n}") for n in range(3)]
    return [partial(appoint, one, by=town.administrator, at=now(), **given) for one in people]


def on_the_schedule(town, turn):
    """A matter whose release is due, and somebody who takes it off the schedule."""
    matter = Matter.objects.get(pk=town.matter.pk)
    matter.summary = f"灯不亮了 {turn}"
    matter.save_revision(approved_go_live_at=now() - timedelta(minutes=1))
    return partial(scheduled.publish_due, now()), partial(taken_off, matter)


def taken_off(matter, pause=lambda: None):
    with transaction.atomic():
        row = Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=matter.pk)
        pause()
        row.revisions.update(approved_go_live_at=None)
        return row


def photo_taken_out_while_placed(town, turn):
    draft = Draft.objects.create(pk=uuid.uuid4(), updated_at=now())
    photo = Photo.objects.create(draft=draft, jpeg=b"jpeg")
    old = now() - timedelta(days=8)
    Draft.objects.bulk_create([Draft(pk=uuid.uuid4(), updated_at=old) for _n in range(4)])
    return (
        partial(place_order, town, key=draft.pk), partial(drafts.remove_photo, draft.pk, photo.pk),
        partial(drafts.purge, at=now()), partial(drafts.purge, at=now()),
    )  # fmt: skip


CROSSINGS = (
    crosswise, merged_twice_and_rated, lead_withdrawn, lead_withdrawn_while_its_own_follow_another,
    parted_while_answered, account_deleted, deleted_twice, placed_into_it_meanwhile, photo_added_meanwhile,
    dispatched_in_two_lists, a_wait_is_over,
    contacts_taken_out, contact_opened, said_to_be_like_another, matter_published, unit_renamed,
    on_the_schedule, password_renewed, way_of_working_published, two_appointed, photo_taken_out_while_placed,
)  # fmt: skip
