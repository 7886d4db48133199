"""One outcome of several reporters, and a wish taken back: what the public reads follows at once."""

import pytest
from django.utils import timezone

from portal.cases.models import Case
from portal.cases.queries import public
from portal.errors import Refused
from portal.ledger.models import Entry
from portal.orders import commands as orders
from portal.people.actors import Resident
from search.sources.cases import Cases
from tests.cases.record import follow, order_of, published
from tests.support.town import STEPS, order_in, place_order, resident_of

NOW = timezone.now()


def wish(order, consent, by=None):
    return orders.change_consent(order, consent=consent, by=by or resident_of(order), at=NOW)


def shared(town, count=3):
    """Some neighbours' orders merged into the first, which is answered and closed."""
    lead = order_in(town, "accepted", at=NOW)
    others = [
        orders.merge(place_order(town, at=NOW), into=lead, by=town.clerk, at=NOW)
        for _n in range(count)
    ]
    for step in ("to_answered", "to_closed"):
        lead = STEPS[step](town, lead, NOW)
    follow()
    return lead, others


def on_the_wall(client, case):
    page, wall = client.get(f"/echo/{case.number}/"), client.get("/echo/").content.decode()
    filed = [listed.document.key for listed in Cases().public()]
    return page.status_code, case.title in wall, f"case:{case.pk}" in filed


def test_merged_orders_share_one_case(town, client):
    lead, others = shared(town)
    case = Case.objects.get()
    assert (case.number, case.reporters, case.raters) == (lead.number, 4, 0)
    for other, solved, level in zip(others, ("yes", "partly", "yes"), (5, 3, 4), strict=True):
        orders.rate(other, solved=solved, satisfied=level, by=resident_of(other), at=NOW)
    follow()
    case.refresh_from_db()
    assert (case.raters, case.solved, case.satisfied) == (3, "partly", 4)


def test_a_merged_orders_number_leads_to_the_shared_case(town, client):
    case = published(town)
    lead, other = order_of(case), order_in(town, "placed")
    type(other).objects.filter(pk=other.pk).update(state="merged", merged_into=lead, ended_at=NOW)
    answer = client.get(f"/echo/{other.number}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/echo/{case.number}/")


def test_one_reporter_who_does_not_agree_keeps_it_from_the_public(town):
    lead, others = shared(town)
    wish(others[1], "none")
    follow()
    case = Case.objects.get(number=lead.number)
    assert case.disclosure == "not"
    orders.unmerge(others[1], reason="另一盏灯", by=town.clerk, at=NOW)
    follow()
    case.refresh_from_db()
    assert (case.disclosure, case.reporters) == ("anonymous", 3)


def test_a_wish_taken_back_takes_the_case_off_before_any_follower_comes(town, client):
    case = published(town)
    assert on_the_wall(client, case) == (200, True, True)
    wish(order_of(case), "none")
    assert on_the_wall(client, case) == (410, False, False)
    follow()
    case.refresh_from_db()
    assert not case.live
    assert not public().exists()


def test_a_wish_given_again_waits_for_the_editors(town, client):
    case = published(town)
    wish(order_of(case), "none")
    follow()
    wish(order_of(case), "anonymous")
    follow()
    case.refresh_from_db()
    assert (case.live, case.disclosure) == (False, "anonymous")


def test_the_same_wish_again_changes_nothing(town):
    order = order_in(town, "closed")
    before = Entry.objects.count()
    wish(order, order.consent)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("state", ["placed", "accepted", "closed", "declined", "withdrawn"])
def test_a_wish_can_be_changed_at_any_time_by_its_reporter_alone(town, state):
    order = order_in(town, state)
    other = order_in(town, "placed")
    for by in (Resident(other.pk), town.clerk, town.handler):
        with pytest.raises(Refused):
            wish(order, "none", by=by)
    with pytest.raises(Refused):
        wish(order, "maybe")
    assert wish(order, "none").outcome_consent == "none"
    entry = Entry.objects.get(verb="order.consent_changed", subject=order.subject)
    assert entry.details == {"own": "none", "outcome": "none"}
