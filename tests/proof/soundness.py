"""What must hold after any crash: rows, ledger, balance, followers, cases and index agree."""

from django.utils import timezone

from portal.cases.facts import may_be_drafted
from portal.cases.models import Case
from portal.ledger.follow import drain, lag
from portal.ledger.followers import followers
from portal.ledger.models import Entry, Parked
from portal.ledger.verify import verify
from portal.orders.models import ContactOpening, Deadline, Order
from portal.orders.reconciliation import balance
from search.engines import selected
from search.engines.base import IndexMissing
from search.engines.selected import engine
from search.sources import everything


def snapshot(order):
    """All that a verb may change: the row, what hangs on it, its entries."""
    row = Order.objects.filter(pk=order.pk).values().first()
    hung = {
        name: list(getattr(order, name).order_by("pk").values_list("pk", flat=True))
        for name in (
            "photos",
            "remarks",
            "answers_given",
            "ratings",
            "assists",
            "call_backs",
            "merged_orders",
        )
    }
    deadlines = Deadline.objects.filter(order=order).order_by("pk")
    hung["deadlines"] = list(deadlines.values("kind", "due_at", "stopped_at", "standing", "term"))
    hung["openings"] = list(ContactOpening.objects.filter(order=order).values_list("pk"))
    verbs = list(Entry.objects.filter(subject=order.subject).values_list("verb", flat=True))
    return row, hung, verbs


def assert_sound():
    """Whole chain, agreeing balance, followers at the head, cases and index in step."""
    selected._embedded.cache_clear()  # look as a process that has just been started
    assert verify().fault is None
    assert balance().agrees
    for follower in followers():
        drain(follower, timezone.now)
        assert lag(follower) == 0, follower.name
    assert not Parked.objects.exists()
    assert_cases_in_step()
    assert filed() == len(list(everything()))


def assert_cases_in_step():
    closed = Order.objects.filter(state="closed")
    due = {order.number for order in closed if may_be_drafted(order)}
    numbers = list(Case.objects.values_list("number", flat=True))
    assert due <= set(numbers)
    assert len(numbers) == len(set(numbers))


def filed():
    """How many documents the index holds."""
    try:
        return engine().count()
    except IndexMissing:
        return 0
