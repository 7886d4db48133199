"""What every page of the theme may ask for: `channel` (the site's facts), `standing` (the
standing pages at the foot), `section`, `sign_in_offered` and `page_address`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.pages.channel import channel_of
from portal.pages.foot import foot_links
from portal.residents.senders import offered


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that a page without the frame asks the database nothing."""
    return {
        "channel": SimpleLazyObject(lambda: channel_of(request)),
        "standing": SimpleLazyObject(foot_links),
        "section": section_of(request.path),
        "sign_in_offered": offered(),
        # For paper. Not the host of the request, which any sender can name.
        "page_address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + request.get_full_path(),
    }


def section_of(path: str) -> str:
    """The entry of the main navigation that a path belongs to: "echo", "orders/track", "" for home."""
    parts = path.strip("/").split("/")
    return "/".join(parts[:2]) if parts[0] == "orders" else parts[0]
