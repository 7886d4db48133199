"""What is awaited of the resident: details, a rating; and the way out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.ledger.models import Entry
from portal.orders import commands
from portal.places.models import Organisation
from tests.resident.walk import text_of
from tests.support.town import order_in

RATING = {"solved": "yes", "satisfied": "5", "comment": "谢谢", "consent": "anonymous"}


@pytest.fixture
def at(client, town):
    """The page of an order in this state, opened with its code."""

    def open_at(state):
        order = order_in(town, state)
        client.post("/orders/track/", {"number": order.number, "code": order.query_code})
        return order, f"/orders/track/{order.number}/"

    return open_at


def verbs(order):
    return list(
        Entry.objects.filter(subject=order.subject).order_by("seq").values_list("verb", flat=True)
    )


@pytest.mark.parametrize(
    ("text", "state", "told"),
    [("5号楼", "placed", "已收到您补充"), (" ", "returned", "请写下需要补充")],
)
def test_supplement(client, at, text, state, told):
    order, page = at("returned")
    answer = client.post(f"{page}supplement/", {"text": text}, follow=True)
    order.refresh_from_db()
    assert order.state == state
    assert told in text_of(answer)


@pytest.mark.parametrize(
    ("changed", "told", "count"),
    [
        ({}, "您的评价已记录", 1),
        ({"comment": ""}, "您的评价已记录", 1),
        ({"solved": ""}, "请选择问题是否解决", 0),
        ({"satisfied": ""}, "请在五档里选一档", 0),
        ({"satisfied": "6"}, "不在可用的选项中", 0),
        ({"consent": ""}, "请选择办理进展和结果是否公开", 0),
        ({"comment": "好" * 501}, "现在有 501 个字", 0),
    ],
)
def test_rate(client, at, changed, told, count):
    order, page = at("answered")
    answer = client.post(f"{page}rate/", RATING | changed, follow=True)
    assert told in text_of(answer)
    assert order.ratings.count() == count


def test_who_has_rated_is_not_asked_to_rate(client, at):
    _order, page = at("answered")
    asked = "请在下面评一评"
    assert asked in text_of(client.get(page))
    answer = text_of(client.post(f"{page}rate/", RATING, follow=True))
    assert "接下来由社区办结" in answer
    assert asked not in answer


@pytest.mark.parametrize("act", ["rate", "supplement"])
def test_a_phone_that_reopens_what_it_sent_is_shown_the_order(client, at, act):
    _order, page = at("answered")
    assert client.get(f"{page}{act}/")["Location"] == page


def test_not_solved_opens_it_again(client, at):
    order, page = at("closed")
    client.post(f"{page}rate/", RATING | {"solved": "no", "satisfied": "1"})
    order.refresh_from_db()
    assert (order.state, verbs(order)[-1]) == ("dispatched", "order.redo_opened")


def test_what_was_typed_stays_beside_a_mistake(client, at):
    _order, page = at("answered")
    answer = client.post(f"{page}rate/", RATING | {"solved": "", "comment": "写了很久"})
    assert "写了很久" in text_of(answer)


@pytest.mark.parametrize(
    ("state", "after"),
    [("placed", "withdrawn"), ("dispatched", "withdrawn"), ("accepted", "accepted")],
)
def test_withdraw(client, at, state, after):
    order, page = at(state)
    asked = client.get(f"{page}withdraw/")
    assert (asked.status_code == 200) is (after == "withdrawn")
    client.post(f"{page}withdraw/", {"reason": "自己好了"})
    order.refresh_from_db()
    assert order.state == after


@pytest.mark.parametrize("phone", ["0000-1234567", ""])
@pytest.mark.parametrize(
    ("state", "why"),
    [("placed", ""), ("accepted", "已有人在办，不能再撤单了"), ("suspended", "在那之前不能撤单"),
     ("escalated", "已上报到望舒街道办事处"), ("merged", "不能单独撤单")],
)  # fmt: skip
def test_the_page_says_why_it_cannot_be_withdrawn_and_what_to_do(client, at, state, why, phone):
    Organisation.objects.update(phone=phone)
    order, page = at(state)
    told = text_of(client.get(page))
    assert why in told
    instead = phone or "请点“请回电”"
    assert (f"如果不需要了，请{'致电' if phone else '点'}" in told and instead in told) is (
        state in ("suspended", "escalated", "merged")
    )
    client.post(f"{page}withdraw/", {"reason": ""})
    order.refresh_from_db()
    assert (order.state == "withdrawn") is (not why)


@pytest.mark.parametrize(
    ("state", "who"),
    [("admitted", "桂雨社区居委会 · "), ("dispatched", "桂雨维修队 · 接单人"),
     ("accepted", "桂雨维修队 · 接单人"), ("escalated", "望舒街道办事处 · ")],
)  # fmt: skip
def test_a_suspended_order_names_who_takes_it_up_again(client, town, at, state, who):
    order, page = at(state)
    before = text_of(client.get(page))
    commands.suspend(
        order, reason="等待配件到货", review_on=timezone.localdate() + timedelta(days=7),
        by=town.coordinator, at=timezone.now(),
    )  # fmt: skip
    after = text_of(client.get(page))
    assert who in before
    assert who in after


@pytest.mark.parametrize(
    ("state", "act", "data", "verb"),
    [
        ("placed", "withdraw", {}, "order.withdrawn"),
        ("returned", "supplement", {"text": "5号楼"}, "order.supplemented"),
        ("answered", "rate", RATING, "order.rated"),
    ],
)
def test_a_second_tap_changes_nothing(client, at, state, act, data, verb):
    order, page = at(state)
    data = data | {"seen": order.changed_at.isoformat()}
    for _tap in range(2):
        answer = client.post(f"{page}{act}/", data, follow=True)
        assert answer.redirect_chain[-1][0] == page
    assert verbs(order).count(verb) == 1


def test_consent_is_asked_for_progress_and_outcome_wherever_it_is_asked(client, at):
    _order, page = at("answered")
    text = text_of(client.get(page))
    # The rating, the wish that can be changed at any time, and what folds it away.
    assert text.count("办理进展和结果是否在回音壁公开") == 3
    assert "是否公开办理结果" not in text


def test_a_closed_rating_is_not_offered(client, at):
    _order, page = at("answered")
    client.post(f"{page}rate/", RATING)
    assert "提交评价" not in text_of(client.get(page))
    assert "谢谢" in text_of(client.get(page))


@pytest.mark.parametrize("act", ["withdraw", "supplement", "rate", ""])
def test_a_form_without_its_token_is_told_plainly(town, act):
    order = order_in(town, "returned")
    client = Client(enforce_csrf_checks=True)
    address = f"/orders/track/{order.number}/{act}/" if act else "/orders/new/"
    answer = client.post(address, {"text": "x"})
    assert answer.status_code == 403
    assert "请再提交一次" in text_of(answer)
