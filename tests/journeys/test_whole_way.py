"""Phone, community, Party member, rating, echo wall, search box: one order walks the whole way."""

import json

from django.utils import timezone

from portal.cases.models import Case
from portal.ledger.models import Parked
from portal.ledger.verify import verify
from portal.orders.models import Order
from portal.orders.reconciliation import balance
from portal.orders.states import State
from tests.journeys.plain_walker import PlainWalker
from tests.journeys.story import STEPS, TITLE, TWO_CHARACTERS, Story


def story_on(site) -> Story:
    return Story(*(PlainWalker(site) for _role in range(7)))


def test_one_order_walks_the_whole_way(town_site):
    story = story_on(town_site)
    story.whole()
    assert len(story.told) == len(STEPS)
    check_agreement(town_site, story)


def check_agreement(site, story) -> None:
    """Rows, ledger, followers, index and command line tell the same story."""
    order, case = Order.objects.get(), Case.objects.get()
    assert (order.number, order.state, case.live) == (story.number, State.CLOSED, True)
    assert verify().fault is None
    assert all(line.agrees for line in balance().lines)
    assert not Parked.objects.exists()
    found = site.manage("search", TWO_CHARACTERS, "--json", "--limit", "5")
    hits = json.loads(found.stdout)["hits"]
    assert [(hit["title"], hit["kind"]) for hit in hits] == [(TITLE, "case")]
    assert timezone.now() > order.ended_at
