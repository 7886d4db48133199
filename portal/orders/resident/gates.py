"""How often something may be tried. Generous for an address: a whole hall may sit behind one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from portal.privacy import limits

QUARTER, HOUR, DAY = 15 * 60, 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Gate:
    """So many tries of one key in one window of time."""

    bucket: str
    limit: int
    window_s: int

    def lets_in(self, key: str, at: datetime) -> bool:
        """Count this try and say whether it may go on."""
        return limits.allow(self.bucket, key, limit=self.limit, window_s=self.window_s, at=at)

    def lets_in_once(self, key: str, thing: str, at: datetime) -> bool:
        """As `lets_in`, but a thing that was let in is not counted again."""
        return limits.allow_once(
            self.bucket, key, thing, limit=self.limit, window_s=self.window_s, at=at
        )

    def opens_again(self, at: datetime) -> datetime:
        """The end of the window that `at` lies in."""
        start = int(at.timestamp()) // self.window_s * self.window_s
        return datetime.fromtimestamp(start + self.window_s, tz=UTC)


DRAFTS_OF_ADDRESS = Gate("draft-address", 600, HOUR)
PHOTOS_OF_DRAFT = Gate("photo-draft", 60, HOUR)
ORDERS_OF_PHONE = Gate("order-phone", 5, DAY)
ORDERS_OF_ADDRESS = Gate("order-address", 200, HOUR)
TRIES_OF_NUMBER = Gate("track-number", 10, QUARTER)
TRIES_OF_ADDRESS = Gate("track-address", 100, QUARTER)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as the server saw it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def moment(at: datetime) -> str:
    """A moment as residents read it: Beijing time, to the minute."""
    return date_format(timezone.localtime(at), "Y-m-d H:i")
