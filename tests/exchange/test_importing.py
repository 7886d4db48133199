"""A file of another system becomes orders: each line once, whatever happens on the way."""

import io
import itertools

import pytest
from django.db import connection
from django.utils import timezone

from portal.errors import Refused
from portal.exchange import commands, queries
from portal.exchange.models import Batch, Line
from portal.ledger.models import Entry
from portal.orders.models import Order
from portal.orders.reconciliation import balance
from portal.sheets.reading import read
from portal.sheets.writing import csv_bytes
from tests.exchange.conftest import HEADINGS, line, sheet
from tests.support.town import STEPS

NOW = timezone.now()


def outcomes(batch):
    return [(found.outcome, found.problem) for found in batch.lines.all()]


def imported(batch, by):
    commands.start(batch, by=by, at=NOW)
    commands.carry_on(at=NOW)
    batch.refresh_from_db()
    return batch


def test_a_line_becomes_an_order_of_its_channel(town, handed_in):
    batch = imported(handed_in(sheet(line())), town.clerk)
    order = Order.objects.get()
    assert (order.channel, order.area, order.matter) == ("12345", town.community, town.matter)
    assert (order.text, order.place) == ("灯坏了\n三楼灯不亮", "3幢2单元")
    assert (order.contact_phone, order.consent) == ("13800138000", "none")
    assert (batch.state, batch.lines.get().order) == (Batch.State.DONE, order)


def test_the_dry_run_places_nothing(handed_in):
    batch = handed_in(sheet(line("A-1"), line("A-2")))
    assert (Order.objects.count(), queries.counts(batch)["new"]) == (0, 2)


def test_the_same_numbers_a_second_time_change_nothing(town, handed_in):
    content = sheet(*(line(f"A-{n}") for n in range(5)))
    imported(handed_in(content), town.clerk)
    before = list(Order.objects.values()), Entry.objects.filter(verb="order.placed").count()
    again = handed_in(content)
    assert queries.counts(again)["known"] == 5
    with pytest.raises(Refused):
        commands.start(again, by=town.clerk, at=NOW)
    assert before == (
        list(Order.objects.values()),
        Entry.objects.filter(verb="order.placed").count(),
    )
    assert balance().agrees


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (line(number=""), "编号"),
        (line(text=""), "主要内容"),
        (line(text="灯" * 1001), "000"),
        (line(text="身份证11010519491231002X"), "身份证"),
        (line(area="没有的社区"), "没有的社区"),
        (line().replace("楼道灯维修", "陌生分类"), "陌生分类"),
        (line(area="听松社区"), "不在"),
        (line("A-0"), "2"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_others_go_on(town, handed_in, bad, word):
    batch = handed_in(sheet(line("A-0"), bad, line("A-9")))
    (first, _), (outcome, problem), (last, _) = outcomes(batch)
    assert (first, outcome, last) == ("new", "bad", "new")
    assert word in problem
    imported(batch, town.clerk)
    assert Order.objects.count() == 2


def test_the_coordinator_may_import_for_every_community_of_the_street(town, handed_in):
    batch = handed_in(sheet(line("A-1"), line("A-2", area="听松社区")), by=town.coordinator)
    assert queries.counts(batch)["new"] == 2


def test_words_matched_by_staff_are_remembered_for_the_next_file(town, hotline, handed_in):
    strange = sheet(line(area="桂雨"))
    assert queries.counts(handed_in(strange))["bad"] == 1
    hotline.refresh_from_db()
    commands.match(
        hotline, columns=hotline.columns, matters={}, areas={"桂雨": town.community.code},
        by=town.coordinator, at=NOW,
    )  # fmt: skip
    assert queries.counts(handed_in(strange))["new"] == 1


def test_an_import_stopped_half_way_goes_on_where_it_was(town, handed_in):
    batch = handed_in(sheet(*(line(f"A-{n}") for n in range(6))))
    commands.start(batch, by=town.clerk, at=NOW)
    # The turn is over after the third line.
    ticks = itertools.chain([0.0] * 5, itertools.repeat(99.0))
    assert commands.carry_on(at=NOW, moment=lambda: next(ticks)) == 3
    batch.refresh_from_db()
    assert (batch.state, Order.objects.count()) == (Batch.State.RUNNING, 3)
    # Killed between the order and its line: the order is there, the line does not know.
    Line.objects.filter(order__isnull=False).update(outcome=Line.Outcome.NEW, order=None)
    commands.carry_on(at=NOW)
    batch.refresh_from_db()
    assert (batch.state, Order.objects.count()) == (Batch.State.DONE, 6)
    assert set(batch.lines.values_list("outcome", flat=True)) == {Line.Outcome.PLACED}


def test_the_results_come_back_in_the_same_shape(town, handed_in):
    batch = imported(handed_in(sheet(line("A-1"), line("A-2", area="没有的社区"))), town.clerk)
    order = Order.objects.get()
    for step in ("to_admitted", "to_dispatched", "to_accepted", "to_answered", "to_closed"):
        order = STEPS[step](town, order, NOW)
    headings, rows = queries.results(batch)
    assert ",".join(headings[:10]) == HEADINGS
    assert rows[0][:8] == line("A-1").split(",")[:8]
    assert rows[0][8:10] == ["已办结", "换了灯泡"]
    assert "没有的社区" in rows[1][8]
    again = read(io.BytesIO(csv_bytes(headings, rows)))
    assert list(again.headings) == headings


def test_the_ledger_knows_of_imports_without_their_words(town, handed_in):
    imported(handed_in(sheet(line())), town.clerk)
    found = Entry.objects.filter(verb__startswith="import.").values_list("verb", "details_text")
    assert list(found) == [
        ("import.started", '{"lines":1,"source":"12345"}'),
        ("import.done", '{"placed":1}'),
    ]


def test_cells_are_ciphertext_in_the_database(handed_in):
    handed_in(sheet(line()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM exchange_line")
        stored = str(cursor.fetchone()[0])
    assert "13800138000" not in stored
    assert "灯" not in stored


def test_checking_asks_a_fixed_number_of_queries(town, handed_in, django_assert_max_num_queries):
    batch = handed_in(sheet(*(line(f"A-{n}") for n in range(400))))
    with django_assert_max_num_queries(12):
        commands.check(batch, by=town.clerk)
    assert queries.counts(batch)["new"] == 400


def test_what_is_told_of_a_line_holds_no_phone(handed_in):
    """A column read as the wrong one: the sentence is kept unsealed."""
    [row] = handed_in(sheet(line(area="13911112222"))).lines.all()
    assert row.outcome == "bad"
    assert "13911112222" not in row.problem


@pytest.mark.parametrize("who", ["other_clerk", "coordinator", "handler", "editor"])
def test_a_file_is_gone_on_with_by_who_handed_it_in(town, handed_in, who):
    batch = handed_in(sheet(line()))
    for deed in (commands.check, commands.start):
        given = {"at": NOW} if deed is commands.start else {}
        with pytest.raises(Refused):
            deed(batch, by=getattr(town, who), **given)
    assert imported(batch, town.clerk).state == Batch.State.DONE


def test_who_enters_no_orders_imports_none(town, hotline):
    table = read(io.BytesIO(sheet(line())))
    with pytest.raises(Refused):
        commands.hand_in(hotline, table, file_name="x.csv", by=town.editor, at=NOW)
    assert not Batch.objects.exists()
