"""When something fails the page says so in plain words, and needs nothing that may be broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path


def forbidden(request):
    raise PermissionDenied


def unreadable(request):
    raise SuspiciousOperation


def broken(request):
    raise RuntimeError


urlpatterns = [path("forbidden", forbidden), path("unreadable", unreadable), path("broken", broken)]


@pytest.mark.parametrize(
    ("template", "words"), [("500.html", "网站出了点问题"), ("400.html", "无法识别")]
)
def test_broken_site_needs_neither_request_nor_database(template, words):
    shown = render_to_string(template)
    assert words in shown
    assert "<style" not in shown


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/forbidden", 403, "您不能打开这个页面"), ("/unreadable", 400, "无法识别"),
     ("/broken", 500, "网站出了点问题")],
)  # fmt: skip
def test_each_failure_in_plain_words(db, address, status, words):
    with override_settings(ROOT_URLCONF=__name__):
        response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_a_form_that_waited_too_long(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {})
    assert response.status_code == 403
    assert "请再提交一次" in response.content.decode()
