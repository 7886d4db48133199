"""The whole road of a resident whose browser runs no script."""

from portal.orders.models import Consent, Draft, Order
from tests.resident.walk import picture, send, text_of, to_contact, to_details, to_receipt
from tests.support.town import STEPS


def test_three_steps_lead_to_a_receipt_with_number_and_code(client, town):
    page = to_receipt(client)
    order = Order.objects.get()
    assert page.redirect_chain[-1][0] == f"/orders/receipt/{order.number}/"
    code = f"{order.query_code[:4]}-{order.query_code[4:8]}-{order.query_code[8:]}"
    assert order.number in text_of(page)
    assert code in text_of(page)
    assert town.matter.promise in text_of(page)


def test_what_was_said_arrives(client, town):
    to_receipt(client)
    order = Order.objects.get()
    assert (order.text, order.place, order.area) == ("三楼楼道灯不亮了", "5号楼", town.community)
    assert (order.contact_phone, order.contact_name) == ("13800138000", "张女士")
    assert (order.consent, order.matter) == (Consent.ANONYMOUS, town.matter)
    assert not Draft.objects.exists()


def test_photos_travel_with_the_order(client, town):
    page = send(
        client,
        to_details(client),
        action="photos",
        photos=[picture(), picture("JPEG", colour="blue")],
    )
    page = send(client, page, text="灯坏了", area=town.community.code, action="next")
    send(client, page, contact_phone="13800138000", consent="none")
    assert Order.objects.get().photos.count() == 2


def test_the_resident_follows_supplements_and_rates(client, town, settings):
    to_receipt(client)
    order = Order.objects.get()
    now, track = order.placed_at, f"/orders/track/{order.number}/"
    order = STEPS["return"](town, order, now)
    assert "哪一栋？" in text_of(client.get(track))
    client.post(f"{track}supplement/", {"text": "5号楼"})
    for step in ("to_admitted", "to_dispatched", "to_accepted", "to_answered"):
        order.refresh_from_db()
        order = STEPS[step](town, order, now)
    page = client.post(
        f"{track}rate/", {"solved": "yes", "satisfied": 5, "consent": "none"}, follow=True
    )
    assert "换了灯泡" in text_of(page)
    order.refresh_from_db()
    assert order.ratings.get().satisfied == 5
    assert order.consent == Consent.NONE


def test_service_link_preselects(client, town):
    page = client.get("/orders/new/?service=lamp")
    assert 'value="lamp" checked' in text_of(page)
    assert "checked" not in text_of(client.get("/orders/new/?service=nothing"))


def test_back_keeps_what_was_typed_even_where_it_is_wrong(client, town):
    page = send(client, to_details(client), text="写了一半", place="北门", action="back")
    page = send(client, page, matter="lamp")
    assert "写了一半" in text_of(page)
    assert "北门" in text_of(page)


def test_contact_page_shows_what_was_written(client, town):
    assert "三楼楼道灯不亮了" in text_of(to_contact(client))
