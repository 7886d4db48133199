"""Merging, helping, re-routing, raising, suspending, ringing up: through the pages of staff."""

import datetime

import pytest
from django.utils import timezone

from portal.orders import commands
from portal.orders.models import CallBack, Order, Rating
from portal.people.roles import Role
from tests.support.town import order_in, person

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + datetime.timedelta(days=7)).isoformat()


def post(client, order, verb, **data):
    return client.post(f"/admin/orders/{order.number}/{verb}/", data, follow=True)


def fresh(order):
    return Order.objects.get(pk=order.pk)


@pytest.mark.parametrize(
    ("state", "verb", "data", "target"),
    [
        ("dispatched", "escalate", {"reason": "街道才有权限"}, "escalated"),
        ("accepted", "suspend", {"reason": "等待配件", "review_on": SOON}, "suspended"),
        ("suspended", "resume", {}, "admitted"),
        ("merged", "unmerge", {"reason": "不是同一盏灯"}, "admitted"),
    ],
)
def test_a_form_is_a_verb(town, as_, state, verb, data, target):
    order = order_in(town, state)
    page = as_("clerk").get(f"/admin/orders/{order.number}/{verb}/")
    assert page.status_code == 200
    post(as_("clerk"), order, verb, **data)
    assert fresh(order).state == target


@pytest.mark.parametrize("verb", ["escalate", "suspend"])
def test_what_is_missing_is_said_beside_the_form(town, as_, verb):
    order = order_in(town, "accepted")
    page = post(as_("clerk"), order, verb, reason=" ").content.decode()
    assert "请写明" in page
    assert fresh(order).state == "accepted"


@pytest.mark.parametrize("named", ["chosen", "by number"])
def test_an_order_is_merged_into_one_chosen_or_named(town, as_, named):
    lead, order = order_in(town, "accepted"), order_in(town, "admitted")
    page = as_("clerk").get(f"/admin/orders/{order.number}/merge/").content.decode()
    assert lead.number in page
    data = {"into": lead.pk} if named == "chosen" else {"number": lead.number}
    page = post(as_("clerk"), order, "merge", **data).content.decode()
    assert fresh(order).merged_into == lead
    assert lead.number in page
    assert order.number in as_("clerk").get(f"/admin/orders/{lead.number}/").content.decode()


@pytest.mark.parametrize("number", ["", "2026-999999", "elsewhere", "itself"])
def test_no_order_of_another_area_is_merged_into(town, as_, number):
    order = order_in(town, "admitted")
    others = {
        "elsewhere": order_in(town, "placed", area=town.other_community), "itself": order,
    }  # fmt: skip
    number = others[number].number if number in others else number
    page = post(as_("clerk"), order, "merge", number=number).content.decode()
    assert "请选择本辖区在办的单子" in page
    assert fresh(order).state == "admitted"


def test_an_order_goes_to_another_unit_with_a_reason(town, as_):
    order = order_in(town, "accepted")
    person("far", Role.HANDLER, town.street_office)
    post(as_("clerk"), order, "reroute", to=town.street_office.pk, reason="需登高车")
    assert (fresh(order).unit, fresh(order).state) == (town.street_office, "dispatched")


@pytest.mark.parametrize(
    ("data", "rated"),
    [
        ({"reached": "yes", "solved": "yes", "satisfied": "4"}, True),
        ({"reached": "no", "note": "无人接听"}, False),
    ],
)
def test_a_call_is_recorded(town, as_, data, rated):
    order = order_in(town, "answered")
    post(as_("clerk"), order, "record_call_back", **data)
    assert CallBack.objects.get(order=order).reached is rated
    assert Rating.objects.exists() is rated


def test_help_is_asked_for_done_and_seen(town, as_, client):
    helper = person("helper", Role.HANDLER, town.street_office)
    order = order_in(town, "accepted", text="张女士家门口的灯", place="3号楼")
    post(as_("clerk"), order, "ask_assist", to=town.street_office.pk, what="借一部升降车")
    assist = order.assists.get()
    client.force_login(helper)
    assert f"/desk/assist/{assist.pk}/" in client.get("/desk/").content.decode()
    page = client.get(f"/desk/assist/{assist.pk}/").content.decode()
    assert "借一部升降车" in page
    assert "3号楼" in page
    assert "张女士" not in page
    assert order.contact_phone not in page
    client.post(f"/desk/assist/{assist.pk}/accept_assist/")
    client.post(f"/desk/assist/{assist.pk}/finish_assist/", {"done": "车已到场"})
    assist.refresh_from_db()
    assert (assist.state, assist.handler) == ("done", helper)
    assert "车已到场" in as_("clerk").get(f"/admin/orders/{order.number}/").content.decode()


@pytest.mark.parametrize("path", ["", "accept_assist/", "finish_assist/", "admit/"])
def test_a_part_is_shown_to_its_unit_alone(town, client, path):
    order = order_in(town, "accepted")
    commands.ask_assist(order, to=town.street_office, what="借车", by=town.clerk, at=timezone.now())
    client.force_login(town.other_handler)
    assert client.get(f"/desk/assist/{order.assists.get().pk}/{path}").status_code == 404


def test_the_lead_sees_why_it_cannot_answer_yet(town, client):
    order = order_in(town, "accepted")
    commands.ask_assist(order, to=town.street_office, what="借车", by=town.clerk, at=timezone.now())
    client.force_login(town.handler)
    page = client.get(f"/desk/{order.number}/").content.decode()
    assert "协办单位还没有办完" in page
    assert f"/desk/{order.number}/cancel_assist/" in page
    client.post(
        f"/desk/{order.number}/cancel_assist/",
        {"assist": order.assists.get().pk, "reason": "不用了"},
    )
    assert f"/desk/{order.number}/answer/" in client.get(f"/desk/{order.number}/").content.decode()


def test_a_refused_button_says_why(town, as_):
    order = order_in(town, "accepted")
    page = as_("clerk").get(f"/admin/orders/{order.number}/").content.decode()
    assert "这张单子没有协办单位" in page
    assert "并案" in page


@pytest.mark.parametrize(
    ("who", "amount", "extended"),
    [("coordinator", "1", True), ("coordinator", "0", False), ("clerk", "1", False)],
)
def test_more_time_is_given_by_the_coordinator(town, as_, who, amount, extended):
    order = order_in(town, "accepted")
    post(as_(who), order, "extend", amount=amount, reason="等配件")
    assert order.remarks.filter(verb="extend").exists() is extended
