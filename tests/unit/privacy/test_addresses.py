"""Whose address a limit counts: what the front server saw, never what the client claims."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from portal.privacy.addresses import ClientAddress

HALL, PROXY, LIE = "203.0.113.7", "10.0.0.2", "198.51.100.1"


@pytest.mark.parametrize(
    ("servers", "forwarded", "counted"),
    [
        (1, HALL, HALL),
        (1, f"{LIE}, {HALL}", HALL),
        (2, f"{LIE}, {HALL}, 10.0.0.3", HALL),
        (1, "2001:DB8::7", "2001:db8::7"),
        (0, HALL, PROXY),  # no front server: anybody may have written it
        (2, HALL, PROXY),
        (1, "", PROXY),
        (1, "<script>", PROXY),
    ],
)
def test_the_address_of_a_request(servers, forwarded, counted):
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(FRONT_SERVERS=servers):
        ClientAddress(lambda _request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == counted
