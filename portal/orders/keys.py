"""The key of an order that staff are writing down: made with the page, sealed to its person.

The same page sent twice is the same order; nobody can name the key of another's page.
"""

from uuid import UUID, uuid4

from django.core import signing

from portal.orders.commands.drafts import KEPT
from portal.people.models import User

SALT = "orders.entry"


def fresh_key(person: User) -> str:
    """A new key, sealed."""
    return sealed(uuid4(), person)


def sealed(key: UUID, person: User) -> str:
    """The key as the page carries it."""
    return signing.dumps([key.hex, person.pk], salt=SALT)


def unsealed(token: str, person: User) -> UUID | None:
    """The key again; None when it is another's, was tampered with, or is too old."""
    try:
        key, owner = signing.loads(token, salt=SALT, max_age=KEPT)
        return UUID(hex=key) if owner == person.pk else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
