"""The record sheet: every line in the step in which it happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.figures.papers import record_sheet
from portal.orders import commands
from portal.places.models import Organisation
from tests.support.town import STEPS, build_town, order_in, resident_of

NOW = timezone.now()


@pytest.fixture
def town(db):
    return build_town()


def lines(town, order, by=None):
    """Number of the step → its words."""
    _order, stages = record_sheet(by or town.clerk, order.number)
    return {s.number: [step.verb.removeprefix("order.") for step in s.steps] for s in stages}


def suspend(town, order):
    order = STEPS["suspend"](town, order, NOW)
    return commands.resume(order, by=town.clerk, at=NOW)


def extend(town, order):
    return commands.extend(order, amount=2, reason="等配件", by=town.coordinator, at=NOW)


def assist(town, order):
    second = Organisation.objects.create(
        code="gy-lift", name="桂雨电梯队", kind=Organisation.Kind.TEAM, area=town.community,
        parent=town.committee,
    )  # fmt: skip
    order = commands.ask_assist(order, to=second, what="借梯子", by=town.clerk, at=NOW)
    part = order.assists.get()
    return commands.cancel_assist(order, assist=part, reason="借到了", by=town.clerk, at=NOW)


CAME = {
    suspend: ["suspended", "resumed"], extend: ["extended"],
    assist: ["assist_asked", "assist_cancelled"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("came", "state", "step"),
    [(suspend, "admitted", 2), (suspend, "accepted", 3), (extend, "admitted", 2),
     (extend, "accepted", 3), (assist, "accepted", 3)],
)  # fmt: skip
def test_what_may_come_anywhere_stands_in_the_step_in_which_it_came(town, came, state, step):
    order = came(town, order_in(town, state, at=NOW))
    found = lines(town, order)
    assert found[step][-len(CAME[came]) :] == CAME[came]
    assert sum(word in CAME[came] for words in found.values() for word in words) == len(CAME[came])


@pytest.mark.parametrize("came", CAME)
def test_after_a_redo_it_is_handled_again(town, came):
    order = order_in(town, "answered", at=NOW)
    commands.rate(order, solved="no", satisfied=1, by=resident_of(order), at=NOW)
    found = lines(town, came(town, order))
    assert found[3][-len(CAME[came]) :] == CAME[came]
    assert "redo_opened" in found[6]


def test_the_page_shows_reason_and_unit(town, client):
    order = assist(town, suspend(town, order_in(town, "accepted", at=NOW)))
    client.force_login(town.clerk)
    page = client.get(f"/admin/record/{order.number}/").content.decode()
    for words in ("等待配件到货", "桂雨电梯队", "借到了"):
        assert words in page
    assert order.contact_phone not in page


def test_nothing_that_staff_did_to_the_order_is_left_out(town):
    order = STEPS["to_accepted"](town, order_in(town, "dispatched", at=NOW), NOW)
    commands.turn_down(order, reason="缺工具", by=town.handler, at=NOW + timedelta(minutes=1))
    assert lines(town, order)[3][-1] == "turned_down"


def test_the_sheet_is_not_for_another_community(town):
    order = suspend(town, order_in(town, "accepted", at=NOW))
    assert lines(town, order, by=town.coordinator)[3][-1] == "resumed"
    assert record_sheet(town.other_clerk, order.number) is None
