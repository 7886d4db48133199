"""Every page about messages, asked for by the right person and by each wrong one."""

import pytest
from django.utils import timezone

from portal.messages.models import Message, Preference
from portal.people.actors import Resident
from tests.messages.telling import of, told
from tests.support.town import place_order

EVERYBODY = ("anonymous", "clerk", "other_clerk", "coordinator", "handler", "other_handler",
             "editor", "reviewer", "auditor", "administrator", "nobody")  # fmt: skip
STAFF = {"clerk", "coordinator"}
ADMINISTRATORS = {"administrator"}
WITH_A_POST = set(EVERYBODY) - {"anonymous", "nobody"}
PAGES = [
    ("/admin/messages/", STAFF | {"other_clerk", "administrator"}),
    ("/admin/messages/?status=given_up&p=9", STAFF | {"other_clerk", "administrator"}),
    ("/admin/messages/?status=no-such&p=x", STAFF | {"other_clerk", "administrator"}),
    ("/admin/message-templates/", ADMINISTRATORS),
    ("/admin/message-templates/order.placed/resident/", ADMINISTRATORS),
    ("/desk/messages/", WITH_A_POST),
]
POSTS = [
    ("/admin/messages/{pk}/retry/", STAFF),
    ("/admin/messages/retry-all/", ADMINISTRATORS),
    ("/admin/message-templates/order.placed/resident/default/", ADMINISTRATORS),
]


@pytest.fixture
def stuck(town):
    """One message to a resident that was given up."""
    order = place_order(town)
    told()
    message = of(order)[0]
    Message.objects.filter(pk=message.pk).update(
        status="given_up", error="http_500", attempts=10, next_at=None
    )
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(("address", "allowed"), PAGES)
def test_page(town, as_, stuck, address, allowed):
    answers = {who: as_(who).get(address) for who in EVERYBODY}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == allowed
    # Seen only by who may see the order.
    text = stuck.text
    seen = {who for who, answer in answers.items() if text in answer.content.decode()}
    assert seen <= STAFF


@pytest.mark.parametrize(("address", "allowed"), POSTS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_act(town, as_, stuck, address, allowed, who):
    as_(who).post(address.format(pk=stuck.pk))
    stuck.refresh_from_db()
    queued = stuck.status == "queued"
    assert queued == (who in allowed and "retry" in address)


def test_the_list_shows_the_reason_and_no_phone(town, as_, stuck):
    shown = as_("clerk").get("/admin/messages/").content.decode()
    assert "http_500" in shown
    assert "已放弃发送" in shown
    assert "13800138000" not in shown


def test_an_administrator_sees_numbers_only(town, as_, stuck):
    shown = as_("administrator").get("/admin/messages/").content.decode()
    assert "http_500" in shown
    assert stuck.order.number not in shown


def test_the_list_asks_the_same_for_many(town, as_, django_assert_max_num_queries):
    client = as_("clerk")
    for _n in range(8):
        place_order(town)
    told()
    client.get("/admin/messages/")
    with django_assert_max_num_queries(14):
        assert client.get("/admin/messages/").status_code == 200


def test_my_messages_and_my_choice(town, as_):
    order = place_order(town)
    told()
    client = as_("clerk")
    assert order.number in client.get("/desk/messages/").content.decode()
    assert order.number not in as_("other_clerk").get("/desk/messages/").content.decode()
    client.post("/desk/messages/", {"mode": "digest"})
    assert Preference.objects.get().mode == "digest"
    assert client.post("/desk/messages/", {"mode": "loud"}).status_code == 200


# The resident's page.


def opened(client, order):
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    return f"/orders/track/{order.number}/"


def test_what_was_told_stands_on_the_resident_s_page(town, client):
    order = place_order(town, contact_phone="")
    told()
    shown = client.get(opened(client, order)).content.decode()
    assert of(order)[0].on_its_page in shown
    assert "查进度：本页" in shown
    assert "不要给我发消息" in shown


def test_a_resident_chooses_silence_and_back(town, client):
    order = place_order(town)
    page = opened(client, order)
    shown = client.post(f"{page}messages/", {"want": "none"}, follow=True).content.decode()
    assert "恢复发送消息" in shown
    client.post(f"{page}messages/", {"want": "each"})
    assert "不要给我发消息" in client.get(page).content.decode()


@pytest.mark.parametrize("granted", [True, False])
def test_only_the_device_that_may_open_the_order(town, client, granted):
    order = place_order(town)
    if granted:
        opened(client, order)
    client.post(f"/orders/track/{order.number}/messages/", {"want": "none"})
    assert hasattr(type(order).objects.get(), "silence") == granted


def test_another_order_s_resident_is_refused(town):
    from portal.errors import Refused
    from portal.messages import commands

    order, other = place_order(town), place_order(town)
    with pytest.raises(Refused):
        commands.silence(order, by=Resident(other.pk), at=timezone.now())


def test_the_tag_asks_two_questions(town, client, django_assert_num_queries):
    from portal.messages.templatetags.resident_messages import resident_messages

    order = place_order(town)
    told()
    with django_assert_num_queries(2):
        context = resident_messages({}, order)
        assert list(context["told"])
