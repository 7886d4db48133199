"""From which address a request comes, when front servers hand it on. Rate limits depend on it."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[[HttpRequest], HttpResponseBase]


class ClientAddress:
    """Middleware: REMOTE_ADDR is the address that the outermost of our FRONT_SERVERS saw.

    Each front server adds one address at the end of X-Forwarded-For; what stands before ours was
    sent by the client and proves nothing. Without it every resident would share one rate limit.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if address := _seen(request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.FRONT_SERVERS):
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _seen(forwarded: str, servers: int) -> str:
    """The address, "" where nothing trustworthy says it."""
    listed = [part.strip() for part in forwarded.split(",")]
    if not 0 < servers <= len(listed):
        return ""
    try:
        return str(ip_address(listed[-servers]))
    except ValueError:
        return ""
