"""The weekly tally and the papers: what they count, who may read them, what they never show."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from portal.figures.papers import Period
from portal.figures.tally import tally
from portal.figures.weeks import Week
from portal.orders import commands
from portal.people.roles import Role
from portal.places.commands import appoint
from tests.support.town import (
    SETUP,
    SINCE,
    STEPS,
    build_town,
    order_in,
    person,
    place_order,
    resident_of,
)

NOW = timezone.now()
LAST_WEEK = NOW - timedelta(days=7)
THIS = Week.of(timezone.localdate(NOW))
READERS = {"clerk", "other_clerk", "coordinator", "auditor"}
EVERYBODY = (*sorted(READERS), "anonymous", "handler", "editor", "reviewer", "administrator")


@pytest.fixture
def town(db):
    town = build_town()
    town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
    return town


@pytest.fixture
def as_(town):
    def client(who):
        client = Client()
        if who != "anonymous":
            client.force_login(getattr(town, who))
        return client

    return client


def rate(order, satisfied):
    commands.rate(order, solved="yes", satisfied=satisfied, by=resident_of(order), at=NOW)


def test_what_happened_in_the_week_and_what_is_open_at_its_end(town):
    order_in(town, "closed", at=NOW)
    order_in(town, "declined", at=NOW)
    order_in(town, "withdrawn", at=NOW)
    place_order(town, at=NOW)
    place_order(town, at=NOW - timedelta(days=7))
    (line,) = tally(town.clerk, THIS).lines
    counts = line.counts
    assert (line.community, line.team_kind) == ("桂雨社区", "助困帮扶")
    assert (counts.received, counts.closed, counts.declined, counts.withdrawn) == (4, 1, 1, 1)
    assert counts.open == 2
    before = tally(town.clerk, THIS.shifted(-1)).total
    assert (before.received, before.open, before.closed) == (1, 1, 0)


def test_received_is_what_ended_and_what_is_open(town):
    for state in ("closed", "declined", "withdrawn", "placed", "accepted", "returned"):
        order_in(town, state, at=NOW)
    total = tally(town.coordinator, THIS).total
    assert (
        total.received
        == total.open + total.closed + total.declined + total.withdrawn + total.merged
    )


def test_few_ratings_give_no_share(town):
    for satisfied in (5, 4, 3, 5):
        rate(order_in(town, "answered", at=NOW), satisfied)
    assert tally(town.clerk, THIS).total.satisfied_share == ""
    rate(order_in(town, "answered", at=NOW), 4)
    assert tally(town.clerk, THIS).total.satisfied_share == "100%"


def test_each_sees_the_communities_of_their_posts(town):
    place_order(town, at=NOW)
    place_order(town, at=NOW, area=town.other_community)
    seen = {who: {line.community for line in tally(getattr(town, who), THIS).lines}
            for who in ("clerk", "other_clerk", "coordinator", "auditor", "handler", "editor")}  # fmt: skip
    both = {"桂雨社区", "听松社区"}
    assert seen == {"clerk": {"桂雨社区"}, "other_clerk": {"听松社区"}, "coordinator": both,
                    "auditor": both, "handler": set(), "editor": set()}  # fmt: skip


@pytest.mark.parametrize(("again", "queries"), [(0, 3), (3, 5)])
def test_the_tally_asks_few_queries_beside_the_posts(
    town, django_assert_num_queries, again, queries
):
    for _n in range(3):
        order_in(town, "closed", at=LAST_WEEK)
    for _n in range(again):
        reopen(order_in(town, "closed", at=LAST_WEEK))
    tally(town.clerk, THIS)
    with django_assert_num_queries(queries):
        assert tally(town.clerk, THIS.shifted(-1)).total.closed == 3 + again


def reopen(order):
    commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=NOW)


def part(town, order):
    return commands.unmerge(order, reason="不是一回事", by=town.clerk, at=NOW)


@pytest.mark.parametrize("taken_up", ["redo", "raise", "unmerge", "nothing"])
def test_what_is_taken_up_later_does_not_change_the_week_that_is_over(town, taken_up):
    order = order_in(town, "merged" if taken_up == "unmerge" else "closed", at=LAST_WEEK)
    if taken_up == "raise":
        reopen_at(order, LAST_WEEK)
        for step in ("to_accepted", "to_answered", "to_closed"):
            order = STEPS[step](town, order, LAST_WEEK)
    last = THIS.shifted(-1)
    before = tally(town.clerk, last)
    assert before.total.closed + before.total.merged == 1
    now_open = tally(town.clerk, THIS).total.open
    {"unmerge": lambda: part(town, order), "nothing": lambda: None}.get(
        taken_up, lambda: reopen(order)
    )()
    assert tally(town.clerk, last) == before
    assert tally(town.clerk, THIS).total.open == now_open + (taken_up != "nothing")


def reopen_at(order, at):
    commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=at)


def test_closed_again_in_a_later_week_it_is_closed_in_both(town):
    order = order_in(town, "closed", at=LAST_WEEK)
    reopen(order)
    for step in ("to_accepted", "to_answered", "to_closed"):
        order = STEPS[step](town, order, NOW)
    weeks = [tally(town.clerk, week).total for week in (THIS.shifted(-1), THIS)]
    assert [(week.received, week.closed, week.open) for week in weeks] == [(1, 1, 0), (0, 1, 0)]


def test_taken_up_in_the_week_it_ended_it_is_open_at_its_end(town):
    order = order_in(town, "closed", at=LAST_WEEK)
    reopen_at(order, LAST_WEEK)
    total = tally(town.clerk, THIS.shifted(-1)).total
    assert (total.closed, total.open) == (0, 1)


def test_a_correction_is_seen_by_who_sees_the_community(town):
    reopen(order_in(town, "closed", at=LAST_WEEK))
    closed = {who: tally(getattr(town, who), THIS.shifted(-1)).total.closed
              for who in ("clerk", "other_clerk", "coordinator", "handler")}  # fmt: skip
    assert closed == {"clerk": 1, "other_clerk": 0, "coordinator": 1, "handler": 0}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", ["tally/", "tally/sheet.xlsx", "register/", "evaluation/"])
def test_papers_are_for_their_readers_and_hold_no_words_of_residents(town, as_, who, path):
    order = order_in(town, "closed", at=NOW)
    rate(order, 5)
    answer = as_(who).get(f"/admin/{path}")
    assert (answer.status_code == 200) == (who in READERS)
    content = answer.content.decode(errors="replace")
    assert (order.number in content) == (who in READERS - {"other_clerk"} and path[0] in "re")
    for secret in (order.text, order.contact_phone, order.contact_name):
        assert secret not in content


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_record_sheet_of_an_order(town, as_, who):
    order = order_in(town, "closed", at=NOW)
    answer = as_(who).get(f"/admin/record/{order.number}/")
    assert (answer.status_code == 200) == (who in {"clerk", "coordinator"})
    if answer.status_code == 200:
        content = answer.content.decode()
        assert "换了灯泡" in content
        assert order.contact_phone not in content


def test_the_sheet_holds_the_same_numbers(town, as_):
    order_in(town, "closed", at=NOW)
    content = as_("clerk").get(f"/admin/tally/sheet.xlsx?week={THIS.name}").content
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert rows[1][:4] == ("桂雨社区", "助困帮扶", 1, 1)
    assert len(rows) == 3


@pytest.mark.parametrize("week", ["", "x", "2026-W99", "2026-W00", "0000-W01", "2026-W47'"])
def test_a_week_that_is_none_is_this_week(town, as_, week):
    answer = as_("clerk").get("/admin/tally/", {"week": week})
    assert answer.status_code == 200
    assert f'value="{THIS.name}"' in answer.content.decode()


@pytest.mark.parametrize("day", ["", "x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_days_that_are_none_are_this_quarter(town, as_, day):
    answer = as_("clerk").get("/admin/register/", {"first": day, "last": day})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2026-01-01", "2026-01-01", "2026-03-31"), ("2026-06-30", "2026-04-01", "2026-06-30"),
     ("2026-09-02", "2026-07-01", "2026-09-30"), ("2026-12-31", "2026-10-01", "2026-12-31")],
)  # fmt: skip
def test_quarters(day, first, last):
    found = Period.quarter_of(date.fromisoformat(day))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_week_of_the_next_year_belongs_to_it():
    assert Week.of(date(2027, 1, 3)).name == "2026-W53"
    assert Week.named("2026-W53").monday == date(2026, 12, 28)


@pytest.mark.parametrize(("state", "shown"), [("answered", False), ("closed", True)])
def test_who_handled_it_reads_no_rating_before_the_end(town, as_, state, shown):
    appoint(
        town.handler, organisation=town.committee, role=Role.CLERK, since=SINCE, by=SETUP, at=NOW
    )
    order = order_in(town, state, at=NOW)
    rate(order, 5)
    for path in ("register/", "evaluation/"):
        assert ("非常满意" in as_("handler").get(f"/admin/{path}").content.decode()) == shown
        assert "非常满意" in as_("clerk").get(f"/admin/{path}").content.decode()
