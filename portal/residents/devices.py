"""A device that others use too: its session is short, and nothing typed is kept in its browser."""

from django.http import HttpRequest

SHARED = "shared_device"
LASTS_S = 20 * 60


def is_shared(request: HttpRequest) -> bool:
    """Whether somebody said so on this device."""
    return bool(request.session.get(SHARED))


def mark_shared(request: HttpRequest) -> None:
    """From now on, until this session ends."""
    request.session[SHARED] = True
    request.session.set_expiry(LASTS_S)
