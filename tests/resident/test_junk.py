"""Whatever comes in, nobody sees a 500."""

import pytest

from tests.resident.walk import NEW, Hidden, send, text_of, to_contact, to_details
from tests.support.town import order_in

JUNK = [
    "",
    "\x00",
    "a\x00b",
    "%ff%fe",
    "９" * 50,
    "-1",
    "1e9",
    "null",
    "[]",
    "'\"<script>",
    "灯" * 9000,
    "\ufffe\u202e",
]
QUERIES = ["draft=x", "draft=%00", "draft=%ff", "step=9", "step=%00", "step=-1", "service=%00",
           "service=%ff%fe", "draft=00000000-0000-0000-0000-000000000000&step=3", "draft[]=1",
           "step=1&step=2", "&&==", "number=%00", "like=%00"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", [NEW, "/orders/track/", "/services/"])
def test_any_query_is_answered(client, town, page, query):
    assert client.get(f"{page}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("step", [1, 2, 3])
def test_any_field_is_answered(client, town, step, junk):
    page = {1: lambda c: c.get(NEW), 2: to_details, 3: to_contact}[step](client)
    names = (
        "matter",
        "text",
        "area",
        "place",
        "contact_phone",
        "contact_name",
        "consent",
        "action",
        "remove",
        "like",
    )
    assert send(client, page, **dict.fromkeys(names, junk)).status_code in (200, 429)


@pytest.mark.parametrize("junk", JUNK)
def test_any_hidden_field_is_answered(client, town, junk):
    answer = client.post(NEW, {"key": junk, "step": junk, "text": "x"}, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("junk", JUNK)
def test_the_track_form_answers_anything(client, town, junk):
    answer = client.post("/orders/track/", {"number": junk, "code": junk})
    assert answer.status_code in (200, 429)


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    ("state", "act"), [("returned", "supplement"), ("answered", "rate"), ("placed", "withdraw")]
)
def test_the_answers_take_anything(client, town, state, act, junk):
    order = order_in(town, state)
    client.post("/orders/track/", {"number": order.number, "code": order.query_code})
    names = ("text", "reason", "solved", "satisfied", "comment", "consent", "seen")
    answer = client.post(
        f"/orders/track/{order.number}/{act}/", dict.fromkeys(names, junk), follow=True
    )
    assert answer.status_code == 200


NOWHERE = (
    "track/2026-1",
    "track/２０２６-000001",
    "receipt/x",
    "photos/x",
    "track/2026-000001/dance",
)


@pytest.mark.parametrize("address", NOWHERE)
def test_addresses_that_are_none(client, town, address):
    assert client.get(f"/orders/{address}/").status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe=\x00", b"text=" + b"a" * (6 * 2**20), b"--x\r\nbroken"]
)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/\xff"]
)
def test_broken_bodies(client, town, body, kind):
    answer = client.post(NEW, body, content_type=kind)
    assert answer.status_code in (200, 302, 400)


def test_script_in_the_words_is_text(client, town):
    page = text_of(to_contact(client, text="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page
    assert Hidden(page).fields["step"] == "3"
