"""Sends what waits, outside of every transaction of the domain. Several may run at once.

A try is claimed by moving its next one into the future, so that nobody else takes it; whoever is
killed between sending and marking leaves it to that next try, with the same Idempotency-Key.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.ledger import follow
from portal.messages import rules
from portal.messages.follower import MessageFollower
from portal.messages.models import Message, Silence
from portal.messages.ports import port_of
from portal.messages.ports.port import Undelivered
from portal.messages.wording import as_sent
from portal.messages.words import TO_SEND, Channel, Status, Why

logger = logging.getLogger(__name__)

# One pass takes no longer than this: the worker has followers to run as well.
PASS_SECONDS = 8.0
MOST_A_PASS = 500


def send_due(*, at: datetime) -> int:
    """Follow the ledger to its head, then send what is due; returns how many went."""
    while follow.advance(MessageFollower(), at):
        pass
    return deliver(at)


def deliver(at: datetime) -> int:
    """Send what is due, the longest waiting first; a way that is shut is left alone this pass."""
    ends, sent, shut = time.monotonic() + PASS_SECONDS, 0, set[str]()
    for _n in range(MOST_A_PASS):
        if time.monotonic() > ends:
            break
        message = claim(at, shut)
        if message is None:
            break
        sent += _attempt(message, at, shut)
    return sent


@transaction.atomic
def claim(at: datetime, shut: set[str]) -> Message | None:
    """The next message that is due, now this worker's for this try."""
    due = Message.objects.filter(status__in=TO_SEND, next_at__lte=at).exclude(channel__in=shut)
    if rules.is_night(at):
        due = due.exclude(Q(channel=Channel.SMS) & Q(urgent=False))
    # PostgreSQL passes over what another worker is claiming; SQLite has one writer at a time.
    row = due.select_for_update(skip_locked=True).order_by("next_at", "seq").first()
    if row is None:
        return None
    mine = due.filter(pk=row.pk, attempts=row.attempts)
    wait = rules.wait_after(row.attempts + 1)
    if not mine.update(attempts=F("attempts") + 1, next_at=at + wait):
        return None
    return Message.objects.select_related("order").get(pk=row.pk)


def _attempt(message: Message, at: datetime, shut: set[str]) -> bool:
    """One try, and what came of it; never raises, because the next message must go."""
    if (
        message.order
        and Silence.objects.filter(order=message.order).exists()
        and _to_resident(message)
    ):
        _mark(message, status=Status.SUPPRESSED, why=Why.OPTED_OUT, next_at=None)
        return False
    try:
        # In memory only: the row keeps the text without the link that rates.
        message.text = as_sent(message)
        reference = port_of(message.channel).send(message)
    except Undelivered as failure:
        _failed(message, failure, at)
        if failure.shut:
            shut.add(message.channel)
        return False
    except Exception as error:
        # The kind only: what an exception says may quote a phone.
        _failed(message, Undelivered(type(error).__name__[:40], shut=True), at)
        shut.add(message.channel)
        return False
    _mark(message, status=Status.SENT, sent_at=timezone.now(), reference=reference[:64],
          next_at=None, error="", why="")  # fmt: skip
    return True


def _to_resident(message: Message) -> bool:
    return message.recipient.startswith("resident:")


def _failed(message: Message, failure: Undelivered, at: datetime) -> None:
    over = rules.is_hopeless(message.attempts, failure.final)
    wait: timedelta = rules.wait_after(message.attempts, failure.retry_after)
    logger.warning("message %s by %s: %s", message.event, message.channel, failure.code)
    _mark(message, status=Status.GIVEN_UP if over else Status.FAILED, error=failure.code,
          next_at=None if over else at + wait)  # fmt: skip


def _mark(message: Message, **columns: object) -> None:
    """Only while this try is the last one: a slower worker must not undo what a later one knows."""
    mine = Message.objects.filter(pk=message.pk, status__in=TO_SEND)
    if columns.get("status") != Status.SENT:
        mine = mine.filter(attempts=message.attempts)
    mine.update(**columns)
