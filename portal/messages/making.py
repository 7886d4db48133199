"""From one entry of the ledger to its messages; the same entry again makes none. Sends nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.ledger.models import Entry
from portal.messages import rules
from portal.messages.config import way_to
from portal.messages.events import EVENTS, Event
from portal.messages.models import Message, Preference, Silence, Template
from portal.messages.recipients import Staff, staff_for
from portal.messages.wording import rendered
from portal.messages.words import Audience, Channel, Mode, Status, Why
from portal.orders.models import Order
from portal.people.models import User
from portal.places.models import Organisation
from portal.services.models import URGENT

Wordings = dict[tuple[str, str], Template]


def make(entry: Entry, orders: list[Order], wordings: Wordings, at: datetime) -> None:
    """The messages of one entry, in one transaction. `orders`: the order, and those merged into it.

    A later message to a resident takes the place of an earlier one that is still waiting.
    """
    with transaction.atomic():
        made = list(_messages(entry, orders, wordings, at))
        # What was made before keeps its state: the key is unique.
        Message.objects.bulk_create(made, ignore_conflicts=True)
        for message in made:
            if message.audience == Audience.RESIDENT and message.status == Status.QUEUED:
                _overtake(message)


def _messages(
    entry: Entry, orders: list[Order], wordings: Wordings, at: datetime
) -> Iterator[Message]:
    details = entry.details
    for event in EVENTS:
        row = wordings.get((event.code, event.audience))
        if not event.fits(entry.verb, details) or (row and not row.on):
            continue
        unit = _unit_name(str(details.get("unit") or ""), orders[0])
        if event.audience == Audience.RESIDENT:
            for order in orders:
                text = rendered(event, row, order, orders[0], details, unit)
                yield _to_resident(entry, event, order, text, at)
        else:
            text = rendered(event, row, orders[0], orders[0], details, unit)
            yield from _to_staff(entry, event, orders[0], text, at)


def _unit_name(code: str, order: Order) -> str:
    if not code or (order.unit and order.unit.code == code):
        return ""
    return Organisation.objects.filter(code=code).values_list("name", flat=True).first() or ""


def _to_resident(entry: Entry, event: Event, order: Order, text: str, at: datetime) -> Message:
    message = _message(entry, event, order, f"resident:{order.pk}", text, at)
    channel = way_to(True)
    return _settled(message, channel, _why_not_to_resident(message, order, channel, at), at)


def _why_not_to_resident(message: Message, order: Order, channel: str, at: datetime) -> str:
    if Silence.objects.filter(order=order).exists():
        return Why.OPTED_OUT
    if not order.contact_phone:
        return Why.NO_CONTACT
    if channel != Channel.PAGE and not message.urgent and _had_enough(message, at):
        return Why.ENOUGH
    return Why.NONE


def _had_enough(message: Message, at: datetime) -> bool:
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Message.objects.filter(recipient=message.recipient, sent_at__gte=today)
    return sent.count() >= rules.MOST_A_DAY


def _to_staff(
    entry: Entry, event: Event, order: Order, text: str, at: datetime
) -> Iterator[Message]:
    told: Staff = staff_for(
        event.audience, order, str(entry.details.get(event.unit) or ""), timezone.localdate(at)
    )
    people = User.objects.filter(pk__in=told.people).select_related("message_preference")
    for person in people.order_by("pk"):
        # Nobody is told what they did themselves.
        if entry.actor != f"staff:{person.pk}":
            message = _message(entry, event, order, f"staff:{person.pk}", text, at)
            channel = way_to(False)
            yield _settled(message, channel, _why_not_to(person, channel), at)
    for code in (told.organisation, "*"):
        if code and code in settings.WECOM_GROUPS:
            group = _message(entry, event, order, f"group:{code}", text, at)
            yield _settled(group, Channel.WECOM, Why.NONE, at)


def _why_not_to(person: User, channel: str) -> str:
    mode = mode_of(person)
    if mode != Mode.EACH:
        return Why.DIGEST if mode == Mode.DIGEST else Why.OPTED_OUT
    return Why.NO_CONTACT if channel == Channel.EMAIL and not person.email else Why.NONE


def mode_of(person: User) -> str:
    """How often this person wants to be told; each message, unless something else was chosen."""
    try:
        return person.message_preference.mode
    except Preference.DoesNotExist:
        return Mode.EACH


def _message(
    entry: Entry, event: Event, order: Order, recipient: str, text: str, at: datetime
) -> Message:
    return Message(
        key=f"{entry.seq}:{event.code}:{recipient}", seq=entry.seq, order=order, event=event.code,
        audience=event.audience, recipient=recipient, text=text,
        urgent=event.urgent or order.time_class == URGENT,
        happened_at=entry.at, made_at=at,
    )  # fmt: skip


def _settled(message: Message, channel: str, why_not: str, at: datetime) -> Message:
    """With its channel, and queued unless there is a reason against sending."""
    if channel == Channel.PAGE:
        why_not = why_not or Why.PAGE
    elif rules.is_old(message.happened_at, at):
        why_not = Why.OLD
    message.channel, message.why = channel, why_not
    message.status = Status.SUPPRESSED if why_not else Status.QUEUED
    # Due since it happened: the pass that made it sends it as well, and the oldest goes first.
    message.next_at = None if why_not else message.happened_at
    return message


def _overtake(newer: Message) -> None:
    waiting = Message.objects.filter(
        recipient=newer.recipient, status=Status.QUEUED, attempts=0, seq__lt=newer.seq
    )
    waiting.update(status=Status.SUPPRESSED, why=Why.OVERTAKEN, next_at=None)
