"""What a button does: success leads on, a refusal keeps what was typed, twice is once."""

import pytest

from portal.ledger.models import Entry
from portal.orders import commands, rules
from portal.orders.models import Remark
from portal.orders.states import Verb
from tests.support.town import order_in


def test_success_leads_back_to_where_one_came_from(town, as_):
    order = order_in(town, "placed")
    url = f"/admin/orders/{order.number}/admit/"
    assert as_("clerk").post(url, {"next": "/admin/orders/?state=placed"}).url == (
        "/admin/orders/?state=placed"
    )


@pytest.mark.parametrize(
    ("state", "verb", "onward"), [("placed", "admit", "dispatch"), ("answered", "close", "")]
)
def test_what_was_told_leads_on_to_the_next_step(town, as_, state, verb, onward):
    order, client = order_in(town, state), as_("clerk")
    place = "/admin/orders/?state=placed"
    answer = client.post(f"/admin/orders/{order.number}/{verb}/", {"next": place}, follow=True)
    told = "".join(str(message) for message in answer.context["messages"])
    assert order.number in told
    assert (f"/{onward}/?next=%2Fadmin%2Forders%2F" in told) == bool(onward)
    assert ("href" in told) == bool(onward)


@pytest.mark.parametrize("foreign", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_no_way_out_of_the_house(town, as_, foreign):
    order = order_in(town, "placed")
    answer = as_("clerk").post(f"/admin/orders/{order.number}/admit/", {"next": foreign})
    assert answer.url == f"/admin/orders/{order.number}/"


@pytest.mark.parametrize(
    ("who", "state", "url", "typed"),
    [
        ("clerk", "placed", "/admin/orders/{}/admit/", {}),
        ("clerk", "placed", "/admin/orders/{}/return_for_info/", {"missing": "哪一栋？"}),
        ("clerk", "answered", "/admin/orders/{}/close/", {}),
        ("handler", "dispatched", "/desk/{}/accept/", {}),
        ("handler", "accepted", "/desk/{}/answer/",
         {"spoken_with": "张女士", "done": "换了灯泡", "finished_by": "今天"}),
    ],
)  # fmt: skip
def test_a_double_click_is_harmless(town, as_, who, state, url, typed):
    order = order_in(town, state)
    client, url = as_(who), url.format(order.number)
    first = client.post(url, typed)
    steps = Entry.objects.count()
    second = client.post(url, typed)
    assert (first.status_code, second.status_code) == (302, 200)
    assert Entry.objects.count() == steps
    order.refresh_from_db()
    verb = Verb(url.split("/")[-2])
    assert rules.why_not(order, verb, getattr(town, who)) in second.content.decode()
    assert all(word in second.content.decode() for word in typed.values())


@pytest.mark.parametrize(
    ("who", "state", "url", "typed", "kept"),
    [
        ("clerk", "placed", "/admin/orders/{}/decline/", {"reason": "属于法院"}, "属于法院"),
        ("clerk", "closed", "/admin/orders/{}/decline/",
         {"reason": "属于法院", "channel": "找法院"}, "找法院"),
        ("handler", "accepted", "/desk/{}/answer/", {"done": "换了灯泡"}, "换了灯泡"),
        ("second_handler", "accepted", "/desk/{}/turn_down/", {"reason": "缺工具"}, "缺工具"),
    ],
)  # fmt: skip
def test_what_was_typed_is_kept(town, as_, who, state, url, typed, kept):
    order = order_in(town, state)
    answer = as_(who).post(url.format(order.number), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert kept in answer.content.decode()
    assert not Remark.objects.exists()


def test_whoever_comes_second_reads_a_plain_sentence(town, as_):
    order = order_in(town, "dispatched")
    commands.accept(order, by=town.second_handler, at=order.placed_at)
    for url in (f"/desk/{order.number}/accept/", f"/desk/{order.number}/"):
        page = as_("handler").get(url).content.decode()
        order.refresh_from_db()
        assert rules.why_not(order, Verb.ACCEPT, town.handler) in page


def test_units_offered_serve_the_community(town, as_):
    town.team.team_kind = town.matter.team_kind.code
    town.team.save()
    order = order_in(town, "admitted")
    form = as_("clerk").get(f"/admin/orders/{order.number}/dispatch/").context["form"]
    assert list(form.fields["to"].queryset) == [town.team]
    assert form["to"].initial == town.team
    assert form.fields["to"].queryset[0].handlers == 2


def test_a_unit_of_elsewhere_is_refused(town, as_):
    order = order_in(town, "admitted")
    url = f"/admin/orders/{order.number}/dispatch/"
    assert as_("clerk").post(url, {"to": town.other_team.pk}).status_code == 200
    order.refresh_from_db()
    assert order.state == "admitted"


def test_after_giving_back_the_desk_is_shown(town, as_):
    order = order_in(town, "accepted")
    answer = as_("handler").post(f"/desk/{order.number}/turn_down/", {"reason": "缺工具"})
    assert answer.url == "/desk/"


@pytest.mark.parametrize("verb", ["rate", "withdraw", "accept", "no_such_verb"])
def test_the_admin_offers_no_other_verb(town, as_, verb):
    order = order_in(town, "dispatched")
    assert as_("clerk").post(f"/admin/orders/{order.number}/{verb}/").status_code == 404
