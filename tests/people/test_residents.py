"""A resident's account opens nothing of staff's, whatever somebody does to it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.errors import Refused
from portal.people.access import posts_of, roles_of
from portal.people.commands import renew_password
from portal.people.models import User
from portal.people.queries import accounts_under
from portal.people.roles import Role
from portal.places.commands import appoint
from portal.places.forms import AppointForm
from portal.places.models import Post
from portal.residents.commands import close, enter
from tests.support.town import SETUP, SINCE, build_town, person

NUMBER = "13800138000"
STAFF_PAGES = ("/admin/", "/admin/orders/order/", "/admin/ledger/", "/admin/accounts/", "/desk/",
               "/admin/snippets/", "/admin/pages/")  # fmt: skip


@pytest.fixture
def town(db):
    return build_town()


@pytest.fixture
def resident(db):
    return enter(NUMBER, at=timezone.now())


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_no_page_of_staff_opens(resident, page):
    client = Client()
    client.force_login(resident)
    answer = client.get(page)
    assert answer.status_code in (302, 403, 404)
    assert "login" in answer.get("Location", "login")


@pytest.mark.parametrize("page", ["/admin/", "/admin/orders/order/"])
def test_not_even_with_every_group_and_permission(resident, page):
    resident.groups.set(Group.objects.all())
    resident.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(resident)
    assert client.get(page).status_code in (302, 403)
    assert not resident.has_perm("wagtailadmin.access_admin")
    assert not resident.has_perms(["wagtailadmin.access_admin"])
    assert not resident.has_module_perms("wagtailadmin")
    assert resident.get_all_permissions() == set()


def test_a_clerk_with_the_same_groups_gets_in(town):
    assert town.clerk.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", list(Role))
def test_a_resident_is_appointed_to_nothing(town, resident, role):
    with pytest.raises(Refused):
        appoint(resident, organisation=town.committee, role=role, since=SINCE, by=SETUP,
                at=timezone.now())  # fmt: skip
    assert not Post.objects.filter(person=resident).exists()


def test_a_post_that_stands_by_mistake_gives_nothing(town, resident):
    Post.objects.create(person=resident, organisation=town.committee, role=Role.CLERK, since=SINCE)
    assert posts_of(resident) == []
    assert roles_of(resident) == frozenset()


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_the_database_refuses_a_resident_with_rights(resident, flag):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=resident.pk).update(**{flag: True})


@pytest.mark.parametrize("page", ["/desk/login/", "/admin/login/"])
def test_no_password_opens_a_residents_account(resident, page):
    resident.set_password("Something-9")
    resident.save()
    client = Client()
    client.post(page, {"username": resident.username, "password": "Something-9"})
    assert "_auth_user_id" not in client.session


def test_an_administrator_neither_sees_nor_reopens_it(town, resident):
    admin = person("admin", Role.ADMINISTRATOR, town.street_office)
    assert resident not in accounts_under(admin)
    assert town.clerk in accounts_under(admin)
    assert resident not in AppointForm(admin).fields["person"].queryset
    with pytest.raises(Refused):
        renew_password(resident, password="Something-9", by=admin, at=timezone.now())


def test_staff_who_share_the_phone_reach_their_login(town, resident):
    client = Client()
    client.force_login(resident)
    assert client.get("/desk/login/").status_code == 200
    client.post("/desk/login/", {"username": "handler", "password": "handler"})
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("role", [Role.CLERK])
def test_nobody_else_deletes_it(town, resident, role):
    other = enter("13900139000", at=timezone.now())
    for by in (town.clerk, other):
        with pytest.raises(Refused):
            close(resident, by=by, at=timezone.now())
    close(resident, by=resident, at=timezone.now())
    assert not User.objects.filter(pk=resident.pk).exists()
