"""代填点单 and 随手记 as pages: every field kept, sent twice is one order, the slip."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.orders.models import Draft, Order, Photo
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.services.models import Question
from tests.staff.photos import JPEG
from tests.support.town import SETUP, SINCE

ENTER, CAPTURE = "/admin/orders/enter/", "/desk/capture/"
TOLD = {
    "channel": "phone", "origin": "resident", "text": "三楼灯不亮", "area": "990101001001",
    "contact_phone": "138 0013 8000", "contact_name": "张女士", "pass_on": "yes", "publish": "no",
    "matter": "lamp",
}  # fmt: skip
NOTED = {"matter": "lamp", "text": "井盖松动", "area": "990101001001", "origin": "staff"}


def key_of(client, url):
    return client.get(url, {"matter": "lamp"}).context["key"]


def send(client, url, given):
    return client.post(url, given | {"key": given.get("key") or key_of(client, url)})


def picture(name="a.jpg"):
    return SimpleUploadedFile(name, JPEG, "image/jpeg")


def test_everything_on_one_page(town, as_):
    question = Question.objects.create(matter=town.matter, label="第几层？", required=True)
    client = as_("clerk")
    page = client.get(ENTER, {"matter": "lamp"}).content.decode()
    assert "第几层？" in page
    answer = send(client, ENTER, TOLD | {f"question_{question.pk}": "三层"})
    order = Order.objects.get()
    assert answer["Location"] == f"/desk/{order.number}/slip/"
    assert (order.channel, order.consent, order.contact_phone) == ("phone", "none", "13800138000")
    assert (order.helped_by, order.answers) == (town.clerk, {"第几层？": "三层"})


@pytest.mark.parametrize(("url", "given"), [(ENTER, TOLD), (CAPTURE, NOTED)])
def test_sent_twice_is_one_order(town, as_, url, given):
    client = as_("clerk")
    given = given | {"key": key_of(client, url)}
    first, second = send(client, url, given), send(client, url, given)
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("url", "given"), [(ENTER, TOLD), (CAPTURE, NOTED)])
def test_anothers_page_places_nothing(town, as_, url, given):
    stolen = key_of(as_("clerk"), url)
    answer = send(as_("coordinator"), url, given | {"key": stolen})
    assert (answer.status_code, Order.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("missing", "field"), [("publish", "publish"), ("pass_on", "pass_on"), ("text", "text")]
)
def test_what_was_not_asked_is_asked_for(town, as_, missing, field):
    answer = send(as_("clerk"), ENTER, TOLD | {missing: ""})
    assert field in answer.context["form"].errors
    assert "张女士" in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [(ENTER, {"clerk", "other_clerk", "coordinator"}),
     (CAPTURE, {"clerk", "other_clerk", "coordinator", "handler", "second_handler",
                "other_handler"})],
)  # fmt: skip
def test_who_may_open_it(town, as_, url, allowed):
    everybody = ("anonymous", "clerk", "other_clerk", "coordinator", "handler", "second_handler",
                 "other_handler", "editor", "reviewer", "auditor", "administrator", "nobody")  # fmt: skip
    opened = {who for who in everybody if as_(who).get(url).status_code == 200}
    assert opened == allowed


def test_a_handler_of_another_community_cannot_name_ours(town, as_):
    answer = send(as_("other_handler"), CAPTURE, NOTED)
    assert "area" in answer.context["form"].errors
    assert not Order.objects.exists()


def test_photos_stay_when_something_is_to_be_mended(town, as_):
    client = as_("handler")
    key = key_of(client, CAPTURE)
    wrong = send(client, CAPTURE, NOTED | {"key": key, "text": "", "photos": [picture()]})
    assert wrong.context["photos"] == 1
    send(client, CAPTURE, NOTED | {"key": key})
    assert Photo.objects.get().order == Order.objects.get()
    assert not Draft.objects.exists()


def test_noticed_on_a_round_asks_nobody(town, as_):
    send(as_("handler"), CAPTURE, NOTED)
    order = Order.objects.get()
    assert (order.channel, order.origin, order.consent) == ("patrol", "staff", "anonymous")
    assert not order.agreements.exists()


@pytest.mark.parametrize("both", [True, False])
def test_settled_on_the_spot(town, as_, both):
    if both:
        appoint(town.handler, organisation=town.committee, role=Role.CLERK, since=SINCE, by=SETUP,
                at=timezone.now())  # fmt: skip
    given = NOTED | {"settled": "on", "done": "拧紧了"}
    answer = send(as_("handler"), CAPTURE, given)
    if both:
        order = Order.objects.get()
        assert (order.state, order.answers_given.get().done) == ("answered", "拧紧了")
    else:
        assert answer.context["form"].non_field_errors()
        assert not Order.objects.exists()


def test_most_used_matters_stand_first(town, as_):
    client = as_("clerk")
    send(client, CAPTURE, NOTED)
    assert client.get(CAPTURE).context["buttons"][0].data["value"] == "lamp"


def test_the_slip_shows_the_code_once(town, as_):
    client = as_("clerk")
    slip = send(client, ENTER, TOLD)["Location"]
    order = Order.objects.get()
    code = f"{order.query_code[:4]}-{order.query_code[4:8]}-{order.query_code[8:]}"
    assert code not in client.get(slip).content.decode()
    first, second = client.post(slip).content.decode(), client.post(slip).content.decode()
    assert code in first
    assert code not in second
    assert "只显示一次" in second or "已经显示过" in second


@pytest.mark.parametrize("who", ["anonymous", "coordinator", "handler", "other_clerk", "auditor"])
def test_the_slip_is_the_helpers_alone(town, as_, who):
    slip = send(as_("clerk"), ENTER, TOLD)["Location"]
    answers = [as_(who).get(slip), as_(who).post(slip)]
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert Order.objects.get().handover.shown_at is None


def test_without_a_number_the_slip_says_so(town, as_):
    client = as_("clerk")
    page = client.get(send(client, CAPTURE, NOTED)["Location"]).content.decode()
    assert "没有留电话" in page
