"""One message a day for staff who chose that."""

import datetime

import pytest
from django.utils import timezone

from portal.messages import commands
from portal.messages.digest import EVENT, write_digests
from portal.messages.models import Message
from portal.messages.outbox import deliver
from portal.orders import commands as verbs
from tests.messages.telling import NOON, of, told
from tests.support.town import place_order

MORNING = timezone.localtime(NOON).replace(hour=8, minute=30)


@pytest.mark.parametrize(
    ("mode", "status", "why"),
    [("each", "queued", ""), ("digest", "suppressed", "digest"), ("none", "suppressed", "opted_out")],
)  # fmt: skip
def test_each_chooses_how_often(town, mode, status, why):
    commands.prefer(town.clerk, mode)
    order = place_order(town)
    told()
    (message,) = of(order, "clerk")
    assert (message.status, message.why) == (status, why)


def test_the_digest_counts_once_a_day(town):
    commands.prefer(town.clerk, "digest")
    orders = [place_order(town) for _n in range(3)]
    told()
    assert write_digests(at=MORNING - datetime.timedelta(minutes=1)) == 0
    assert write_digests(at=MORNING) == 1
    assert write_digests(at=MORNING) == 0
    digest = Message.objects.get(event=EVENT)
    assert digest.recipient == f"staff:{town.clerk.pk}"
    assert "共有 3 条消息" in digest.text
    assert "已收到点单：3 条" in digest.text
    assert digest.gathered.count() == 3
    assert not any(order.number in digest.text for order in orders)
    assert deliver(NOON) >= 1


def test_what_comes_after_the_digest_waits_for_tomorrow(town):
    commands.prefer(town.clerk, "digest")
    place_order(town)
    told()
    write_digests(at=MORNING)
    place_order(town)
    told()
    assert write_digests(at=NOON) == 0
    assert write_digests(at=MORNING + datetime.timedelta(days=1)) == 1
    assert Message.objects.filter(event=EVENT).count() == 2


def test_nobody_without_news_is_written_to(town):
    commands.prefer(town.clerk, "digest")
    order = place_order(town)
    verbs.admit(order, by=town.clerk, at=timezone.now())
    Message.objects.all().delete()
    assert write_digests(at=MORNING) == 0
