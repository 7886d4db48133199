"""Signing in: same words for every failure, limited tries, everybody to their own place."""

import pytest
from django.test import Client

from portal.people.login import PAIR_LIMIT, WRONG

DOORS = ["/desk/login/", "/admin/login/"]


def sign_in(door: str, name: str, password: str):
    return Client().post(door, {"username": name, "password": password})


@pytest.mark.parametrize("door", DOORS)
def test_every_failure_reads_the_same(town, door):
    town.nobody.is_active = False
    town.nobody.save()
    tries = [("clerk", "wrong"), ("not-there", "wrong"), ("nobody", "nobody")]
    errors = {str(sign_in(door, *each).context["form"].errors) for each in tries}
    assert len(errors) == 1
    assert str(WRONG) in errors.pop()


@pytest.mark.parametrize("door", DOORS)
def test_tries_are_limited_and_then_even_the_right_password_waits(town, door):
    answers = [sign_in(door, "clerk", "wrong").status_code for _each in range(PAIR_LIMIT)]
    assert set(answers) == {200}
    assert sign_in(door, "clerk", "clerk").status_code == 429
    assert sign_in(door, "coordinator", "coordinator").status_code == 302


@pytest.mark.parametrize(
    ("door", "who", "to"),
    [
        ("/desk/login/", "handler", "/desk/"),
        ("/admin/login/", "clerk", "/admin/"),
        ("/admin/login/", "handler", "/desk/"),
    ],
)
def test_everybody_comes_to_their_own_place(town, door, who, to):
    assert sign_in(door, who, who).url == to


def test_a_handler_in_the_admin_is_shown_to_the_desk(town, as_):
    assert as_("handler").get("/admin/login/?next=/admin/orders/").url == "/desk/"


def test_leaving_is_a_post(town, as_):
    client = as_("handler")
    assert client.get("/desk/logout/").status_code == 405
    assert client.post("/desk/logout/").url == "/desk/login/"
    assert client.get("/desk/").status_code == 302
