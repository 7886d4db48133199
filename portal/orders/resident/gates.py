"""How often something may be tried. Generous for an address: a whole hall may sit behind one."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from portal.privacy.gates import DAY, HOUR, QUARTER, Gate

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
