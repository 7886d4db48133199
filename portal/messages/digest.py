"""One message a day with counts, for staff who chose that. A clock; may run late or twice."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.messages import rules
from portal.messages.config import way_to
from portal.messages.events import title_of
from portal.messages.models import RENDERED_MOST, Message
from portal.messages.words import Audience, Channel, Status, Why
from portal.people.models import User

EVENT = "digest"


def write_digests(*, at: datetime) -> int:
    """From half past eight on, one digest for each person with something to tell."""
    day = rules.digest_day(at)
    if day is None:
        return 0
    waiting = Message.objects.filter(why=Why.DIGEST, digest=None).exclude(event=EVENT)
    gathered: dict[str, list[tuple[object, str]]] = defaultdict(list)
    for pk, recipient, event in waiting.values_list("pk", "recipient", "event"):
        gathered[recipient].append((pk, event))
    return sum(_write(who, day, found, at) for who, found in gathered.items())


@transaction.atomic
def _write(recipient: str, day: str, found: list[tuple[object, str]], at: datetime) -> bool:
    """The day's digest of one person; what comes after it waits for tomorrow's."""
    person = User.objects.filter(pk=int(recipient.removeprefix("staff:"))).first()
    channel = way_to(False)
    hopeless = person is None or (channel == Channel.EMAIL and not person.email)
    why = Why.NO_CONTACT if hopeless else Why.PAGE if channel == Channel.PAGE else Why.NONE
    row, is_new = Message.objects.get_or_create(
        key=f"digest:{day}:{recipient}",
        defaults={
            "event": EVENT, "audience": Audience.CLERK, "recipient": recipient, "channel": channel,
            "text": _text([event for _pk, event in found]), "happened_at": at, "made_at": at,
            "status": Status.SUPPRESSED if why else Status.QUEUED, "why": why,
            "next_at": None if why else at,
        },
    )  # fmt: skip
    if is_new:
        Message.objects.filter(pk__in=[pk for pk, _event in found]).update(digest=row)
    return is_new


def _text(events: list[str]) -> str:
    """How many of each, the most frequent first; numbers of orders stand on the page."""
    counts = Counter(title_of(event) for event in events).most_common()
    lines = [_("%(what)s: %(count)d") % {"what": what, "count": n} for what, n in counts]
    head = _("Since your last digest there were %(count)d messages.") % {"count": len(events)}
    return "\n".join([head, *lines])[:RENDERED_MOST]
