"""Following the ledger and sending, as the worker does."""

import datetime

from django.utils import timezone

from portal.ledger import follow
from portal.ledger.models import Bookmark
from portal.messages.follower import MessageFollower
from portal.messages.models import Message
from portal.messages.outbox import deliver

# Tomorrow's noon in Beijing: text messages are awake, and whatever is made now is due.
NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
NOON += datetime.timedelta(days=1)


def told(at=None) -> list[Message]:
    """Every message there is once the ledger was followed, oldest first."""
    while follow.advance(MessageFollower(), at or timezone.now()):
        pass
    return list(Message.objects.order_by("seq", "recipient"))


def sent_at(at):
    """Follow and send at this moment; how many went."""
    told(at)
    return deliver(at)


def from_the_first():
    """As a rebuild: the bookmark goes back to nothing."""
    MessageFollower().reset()
    Bookmark.objects.filter(follower="messages").update(seq=0)
    return told()


def of(order, audience="resident"):
    return list(Message.objects.filter(order=order, audience=audience).order_by("seq"))
