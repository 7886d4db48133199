"""Which drafts and orders this device may open: those it began, and those whose code it gave.

The grant lives in the session and ends with it.
"""

from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest

from portal.orders.commands.drafts import KEPT

HELD = "orders"
# A community hall has one browser for many residents; the oldest grants give way.
MOST = 30
SALT = "orders.draft"


def grant(request: HttpRequest, key: UUID) -> None:
    """From now on this device may open the draft or order of this key."""
    held = request.session.get(HELD, [])
    if key.hex not in held:
        request.session[HELD] = [*held, key.hex][-MOST:]


def holds(request: HttpRequest, key: UUID | None) -> bool:
    """Whether this device was granted the key."""
    return key is not None and key.hex in request.session.get(HELD, [])


def held(request: HttpRequest) -> list[UUID]:
    """Every key this device was granted."""
    return [UUID(hex=key) for key in request.session.get(HELD, [])]


def forget(request: HttpRequest) -> None:
    """End every grant: for a device that others use as well."""
    request.session.pop(HELD, None)


def new_key() -> UUID:
    """The key of a draft to come."""
    return uuid4()


def sealed(key: UUID) -> str:
    """The key as the form carries it: signed, so that nobody can name a draft of others."""
    return signing.dumps(key.hex, salt=SALT)


def unsealed(token: str) -> UUID | None:
    """The key again; None when it was tampered with or is older than a draft lives."""
    try:
        return UUID(hex=signing.loads(token, salt=SALT, max_age=KEPT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
