"""Statements built once find and write what a query built anew would, on every connection and thread."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connections
from django.db.models import Q

from portal.orders.commands.beats import READ
from portal.orders.models import Deadline, Order, Photo
from portal.orders.resident.tracking import WHOLE
from portal.people.access import HELD
from portal.people.roles import Role
from portal.places.models import Organisation
from portal.places.queries import owner_of
from portal.prepared import Read, insert, update, values
from portal.services.models import Matter
from portal.services.queries import MENU
from tests.support.town import build_town, order_in


@pytest.fixture
def town(db):
    return build_town()


def as_queried(order):
    """The row as Django reads it."""
    return Order.objects.select_related("area", "owner__area", "profile").get(pk=order.pk)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("state", ["placed", "accepted", "suspended", "closed"])
def test_a_row_is_read_as_a_query_reads_it(town, state):
    order = order_in(town, state)
    for _first_and_again in range(2):
        found = READ.first(order.pk)
        assert columns(found) == columns(as_queried(order))
        assert columns(found.owner.area) == columns(as_queried(order).owner.area)


def test_what_it_points_to_is_read_with_it(town, django_assert_num_queries):
    order = order_in(town, "placed")
    READ.first(order.pk)
    with django_assert_num_queries(1):
        found = READ.first(order.pk)
        assert found.owner.area.path.startswith(found.area.path)
        assert found.profile is None


def test_of_two_orders_each_is_found_by_its_own_key(town):
    one, other = order_in(town, "placed"), order_in(town, "accepted")
    assert [READ.first(row.pk).number for row in (one, other)] == [one.number, other.number]
    assert READ.first(uuid.uuid4()) is None


def test_any_number_of_things_may_be_given(town):
    reading = Read(lambda *codes: Organisation.objects.filter(code__in=codes).order_by("code"))
    codes = sorted(Organisation.objects.values_list("code", flat=True))
    for many in (1, len(codes), 2):
        assert [row.code for row in reading.rows(*codes[:many])] == codes[:many]


def kept_here():
    """The statements that the connection of this thread keeps."""
    return {reading for reading, _types in vars(connections["default"]).get("kept", {})}


def test_a_thread_has_statements_of_its_own(town):
    READ.first(order_in(town, "placed").pk)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(kept_here).result() == set()
    assert READ in kept_here()


def test_the_owner_is_the_nearest_body_whichever_way_it_is_asked(town):
    assert [owner_of(town.community) for _again in range(2)] == [town.committee] * 2
    assert owner_of(town.community, kinds=(Organisation.Kind.SUBDISTRICT,)) == town.street_office


def test_a_written_row_is_the_row_that_django_would_write(town):
    row = Deadline.objects.filter(order=order_in(town, "placed")).first()
    row.delete()
    before = columns(row)
    insert(Deadline, [values(row)])
    written = columns(Deadline.objects.get(order=row.order_id, kind=row.kind))
    assert {**written, "id": 0} == {**before, "id": 0}


def test_nothing_to_insert_is_no_statement(town, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert(Deadline, [])


def test_only_the_named_fields_are_written(town):
    order = order_in(town, "placed")
    order.text, order.place, order.handler = "别的话", "三号楼", town.handler
    update(order, ("place", "handler"))
    found = as_queried(order)
    assert (found.place, found.handler, found.text != "别的话") == ("三号楼", town.handler, True)


def test_a_row_that_is_not_there_is_not_updated_in_silence(town):
    order = order_in(town, "placed")
    order.pk = uuid.uuid4()
    with pytest.raises(DatabaseError):
        update(order, ("place",))


def test_what_is_given_may_be_used_twice(town):
    twice = Read(lambda code: Organisation.objects.filter(Q(code=code) | Q(name=code)))
    for given in ("gy", "望舒街道办事处", "gy"):
        assert given in (twice.first(given).code, twice.first(given).name)
    assert twice.first("nobody") is None


def test_a_query_that_leaves_out_what_it_is_given_is_refused(town):
    forgetful = Read(lambda code, name: Organisation.objects.filter(code=code))
    with pytest.raises(TypeError):
        forgetful.first("gy", "ws")


def test_a_post_is_read_for_its_person_and_day(town):
    begun, person = datetime.date(2020, 1, 1), town.clerk.pk
    for day, found in ((begun, [Role.CLERK]), (begun - datetime.timedelta(days=1), [])):
        assert [post.role for post in HELD.rows(person, day)] == found
    assert [post.person_id for post in HELD.rows(town.editor.pk, begun)] == [town.editor.pk]


def test_an_order_is_told_whether_it_has_photos(town):
    bare, pictured = order_in(town, "placed"), order_in(town, "placed")
    Photo.objects.create(order=pictured, jpeg=b"jpeg")
    assert [WHOLE.first(one.number).has_photos for one in (bare, pictured)] == [False, True]


def test_the_menu_is_of_the_day_it_is_asked_for(town):
    begun = Matter.objects.earliest("admitted_at").admitted_at
    yesterday = begun - datetime.timedelta(days=1)
    assert {matter.title for matter in MENU.rows(begun)} == {
        matter.title for matter in Matter.objects.offered(begun)
    }
    assert MENU.rows(begun)
    assert MENU.rows(yesterday) == []


def test_where_nothing_is_given_nothing_is_found(town, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Read(lambda *codes: Organisation.objects.filter(code__in=codes)).rows() == []
