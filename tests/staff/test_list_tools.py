"""What the list can do besides showing: kept filters, several at once, sheets, the agenda."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from portal.ledger.models import Entry
from portal.orders import commands, queries
from portal.orders.clocks.kinds import Colour
from portal.orders.models import ContactOpening, Order, SavedFilter
from portal.orders.staff import export as exporting
from portal.orders.staff import listing
from portal.orders.staff.counting import CAP, told
from portal.orders.story import story as story_of
from tests.support.town import order_in

EVERYBODY = ("anonymous", "clerk", "other_clerk", "coordinator", "handler", "second_handler",
             "other_handler", "editor", "reviewer", "auditor", "administrator", "nobody")  # fmt: skip
LIST, BULK, EXPORT = "/admin/orders/", "/admin/orders/bulk/", "/admin/orders/export/"


def numbers(answer):
    return {row.order.number for row in answer.context["rows"]}


def coloured(order, colour, **more):
    Order.objects.filter(pk=order.pk).update(colour=colour, **more)
    order.refresh_from_db()
    return order


# Filters


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"colour": "red"}, {2}), ({"colour": "mauve"}, {1, 2, 3}), ({"channel": "phone"}, set()),
        ({"channel": "web"}, {1, 2, 3}), ({"level": "0"}, {1, 2, 3}), ({"level": "1"}, set()),
        ({"overdue": "1"}, {2}), ({"overdue": "0"}, {1, 2, 3}), ({"handler": "h"}, {3}),
    ],
)  # fmt: skip
def test_filters_of_supervision(town, as_, asked, found):
    orders = [order_in(town, state) for state in ("placed", "admitted", "accepted")]
    coloured(orders[1], Colour.RED)
    asked = {"handler": town.handler.pk} if "handler" in asked else asked
    answer = as_("clerk").get(LIST, asked)
    assert numbers(answer) == {orders[number - 1].number for number in found}


def test_colours_are_counted_beside_the_states(town, as_):
    coloured(order_in(town, "placed"), Colour.RED)
    coloured(order_in(town, "admitted"), Colour.YELLOW)
    answer = as_("clerk").get(LIST, {"state": "placed"})
    assert [(chip.tone, chip.count) for chip in answer.context["lights"]] == [("red", "1")]


def test_due_soonest_first(town, as_):
    late, early, never = (order_in(town, "placed") for _each in range(3))
    now = timezone.now()
    for order, due in ((late, now.replace(year=2031)), (early, now.replace(year=2030))):
        Order.objects.filter(pk=order.pk).update(due_at=due)
    Order.objects.filter(pk=never.pk).update(due_at=None)
    context = as_("clerk").get(LIST, {"sort": "due"}).context
    assert [row.order for row in context["rows"]] == [early, late]
    assert context["count"] == "2"


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (CAP, "1000"), (CAP + 1, "1000+")])
def test_a_count_stops_and_says_so(count, words):
    assert told(count) == words


@pytest.mark.parametrize("asked", [{}, {"state": "placed"}, {"q": "灯"}, {"overdue": "1"}])
def test_beyond_the_cap(town, as_, monkeypatch, asked):
    monkeypatch.setattr("portal.orders.staff.counting.CAP", 2)
    monkeypatch.setattr("portal.orders.staff.list_page.CAP", 2)
    for _each in range(4):
        coloured(order_in(town, "placed"), Colour.RED)
    answer = as_("clerk").get(LIST, asked)
    assert (answer.context["count"], answer.context["capped"]) == ("2+", True)
    assert len(answer.context["rows"]) == 2
    chips = {chip.label: chip.count for chip in answer.context["chips"]}
    assert chips["已点单"] == ("" if "q" in asked else "2+")
    assert "桂雨社区" in answer.content.decode()


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name != "anonymous"])
def test_what_is_counted_is_what_is_seen(town, who):
    for state in ("placed", "dispatched", "closed"):
        order_in(town, state)
        order_in(town, "placed", area=town.other_community)
    person = getattr(town, who)
    counted = set(listing.seen(person, listing.areas_seen(person)))
    assert counted == set(queries.visible_to(person))


# Kept filters


def test_a_filter_is_kept_under_a_name(town, as_):
    client = as_("clerk")
    client.post("/admin/orders/filters/?state=placed&colour=red&handler__password=x&p=3",
                {"name": "急的", "next": LIST})  # fmt: skip
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.name, kept.params) == (
        town.clerk, "急的", {"state": "placed", "colour": "red"},
    )  # fmt: skip
    page = client.get(LIST).content.decode()
    assert 'href="?state=placed&amp;colour=red"' in page
    assert "急的" not in as_("coordinator").get(LIST).content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_filters_are_ones_own(town, as_, who):
    mine = SavedFilter.objects.create(person=town.clerk, name="急的", params={})
    as_(who).post(f"/admin/orders/filters/{mine.pk}/drop/")
    assert SavedFilter.objects.exists() is (who != "clerk")


@pytest.mark.parametrize(("name", "kept"), [("急的", 1), ("", 0), ("长" * 21, 0), ("\0", 0)])
def test_names_of_filters(town, as_, name, kept):
    as_("clerk").post("/admin/orders/filters/?state=placed", {"name": name})
    assert SavedFilter.objects.count() == kept


def test_the_thirteenth_is_refused(town, as_):
    client = as_("clerk")
    for number in range(14):
        client.post("/admin/orders/filters/?state=placed", {"name": f"第{number}个"})
    assert SavedFilter.objects.count() == 12


# Several at once


def test_several_are_dispatched_and_failures_say_why(town, as_):
    ready = [order_in(town, "admitted") for _each in range(2)]
    done = order_in(town, "answered")
    sent = {"order": [o.number for o in (*ready, done)], "to": town.team.pk, "next": LIST}
    outcome = as_("clerk").post(BULK, sent).context["outcome"]
    assert {order.pk for order in outcome.done} == {order.pk for order in ready}
    [(refused, why)] = outcome.refused
    assert (refused.pk, "已反馈" in why) == (done.pk, True)
    entries = Entry.objects.filter(verb="order.dispatched", subject__in=[o.subject for o in ready])
    assert entries.count() == 2


def test_sent_twice_changes_nothing_and_is_no_failure(town, as_):
    order = order_in(town, "admitted")
    client, sent = as_("clerk"), {"order": [order.number], "to": town.team.pk}
    client.post(BULK, sent)
    steps = Entry.objects.count()
    outcome = client.post(BULK, sent).context["outcome"]
    assert ([o.pk for o in outcome.already], outcome.refused) == ([order.pk], [])
    assert Entry.objects.count() == steps


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_dispatch_several(town, as_, who):
    order = order_in(town, "admitted")
    as_(who).post(BULK, {"order": [order.number], "to": town.team.pk})
    order.refresh_from_db()
    assert (order.state == "dispatched") is (who in {"clerk", "coordinator"})


def test_a_unit_that_serves_none_of_them_is_not_offered(town, as_):
    order = order_in(town, "admitted")
    answer = as_("clerk").post(BULK, {"order": [order.number], "to": town.other_team.pk})
    assert answer.context["missing"]
    order.refresh_from_db()
    assert order.state == "admitted"


# Contact data


def test_contact_is_opened_with_a_reason(town, as_):
    order, client = order_in(town, "placed"), as_("clerk")
    story = f"/admin/orders/{order.number}/"
    assert "138****8000" in client.get(story).content.decode()
    client.post(f"{story}contact/", {"reason": "call", "note": "约时间"})
    page = client.get(story).content.decode()
    assert "13800138000" in page
    assert "约时间" in page
    entry = Entry.objects.get(verb="order.contact_opened")
    assert (entry.subject, entry.details, entry.actor) == (
        order.subject, {"reason": "call"}, f"staff:{town.clerk.pk}",
    )  # fmt: skip
    assert "13800138000" not in as_("coordinator").get(story).content.decode()


def test_it_closes_again(town, as_):
    order, client = order_in(town, "placed"), as_("clerk")
    client.post(f"/admin/orders/{order.number}/contact/", {"reason": "call"})
    ContactOpening.objects.update(at=timezone.now() - timezone.timedelta(minutes=16))
    assert "13800138000" not in client.get(f"/admin/orders/{order.number}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "opened"),
    [({"reason": "call"}, True), ({"reason": "other", "note": "核对"}, True),
     ({"reason": "other", "note": " "}, False), ({}, False), ({"reason": "x"}, False)],
)  # fmt: skip
def test_a_reason_is_a_reason(town, as_, typed, opened):
    order = order_in(town, "placed")
    as_("clerk").post(f"/admin/orders/{order.number}/contact/", typed)
    assert ContactOpening.objects.exists() is opened


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_open_contact_data(town, as_, who):
    order = order_in(town, "closed")
    as_(who).post(f"/admin/orders/{order.number}/contact/", {"reason": "call"})
    assert ContactOpening.objects.exists() is (who in {"clerk", "coordinator"})


def test_the_resident_is_not_told_who_looked(town):
    order = order_in(town, "placed")
    commands.open_contact(order, reason="call", by=town.clerk, at=timezone.now())
    assert "order.contact_opened" in {step.verb for step in story_of(order, for_staff=True)}
    assert "order.contact_opened" not in {step.verb for step in story_of(order, for_staff=False)}


# Sheets


def sheet(answer):
    return [[c.value for c in row] for row in load_workbook(BytesIO(answer.content)).active]


def test_a_sheet_without_personal_data(town, as_):
    order = order_in(town, "accepted", text="=cmd|灯", place="五号楼三层")
    order_in(town, "placed", area=town.other_community)
    answer = as_("clerk").post(f"{EXPORT}?state=accepted", {"kind": "xlsx"})
    rows = sheet(answer)
    assert [row[0] for row in rows[1:]] == [order.number]
    told_all = str(rows)
    for private in ("13800138000", "张女士", "五号楼", order.text):
        assert private not in told_all
    assert not Entry.objects.filter(verb="orders.contacts_taken").exists()


def test_a_safe_csv(town, as_):
    town.matter.title = "=1+1"
    town.matter.save()
    order_in(town, "placed")
    text = as_("clerk").post(EXPORT, {"kind": "csv"}).content.decode("utf-8-sig")
    assert "'=1+1" in text


@pytest.mark.parametrize("reason", ["callback", ""])
def test_contact_data_in_a_sheet_needs_a_reason(town, as_, reason):
    order = order_in(town, "placed")
    answer = as_("clerk").post(EXPORT, {"kind": "xlsx", "contact": "on", "reason": reason})
    if reason:
        assert sheet(answer)[1][-2] == "13800138000"
        entry = Entry.objects.get(verb="orders.contacts_taken")
        assert entry.details == {"reason": reason, "orders": 1}
        assert order.contact_openings.get().exported
    else:
        assert "请选择查看联系方式的原因" in answer.content.decode()
        assert not ContactOpening.objects.exists()


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_take_out_a_sheet(town, as_, who):
    order_in(town, "closed")
    answer = as_(who).post(EXPORT, {"kind": "csv", "contact": "on", "reason": "call"})
    took = answer.get("Content-Disposition", "").startswith("attachment")
    assert took is (who in {"clerk", "coordinator", "other_clerk"})
    assert ("13800138000" in answer.content.decode()) is (who in {"clerk", "coordinator"})


def test_a_sheet_is_bounded_and_says_so(town, as_, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    for _each in range(3):
        order_in(town, "placed")
    client = as_("clerk")
    assert "单子还有更多" in client.get(EXPORT).content.decode()
    assert len(sheet(client.post(EXPORT, {"kind": "xlsx"}))) == 3


# The meeting


def test_the_agenda_names_what_is_stuck_and_with_whom(town, as_):
    order_in(town, "accepted")
    red = coloured(order_in(town, "accepted"), Colour.RED)
    back = order_in(town, "dispatched")
    back = commands.turn_down(back, reason="缺工具", by=town.handler, at=timezone.now())
    groups = as_("clerk").get("/admin/orders/agenda/").context["groups"]
    told_by = {group.body.name: [item.order.pk for item in group.items] for group in groups}
    assert told_by == {"桂雨维修队": [red.pk], "桂雨社区居委会": [back.pk]}
    assert as_("other_clerk").get("/admin/orders/agenda/").context["groups"] == []
