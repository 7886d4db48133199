"""Open a resident's account by a verified phone, and close it. The ledger keeps no number."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.ledger.append import append
from portal.people.actors import actor_code
from portal.people.models import User
from portal.privacy.blind import blind_index, normalise_phone
from portal.residents.models import Phone


def enter(number: str, *, at: datetime) -> User:
    """The account of a number that was just verified; opened when there is none.

    Raises Refused when that account was closed by the house.
    """
    person = _holder(number) or _open(number, at)
    if not person.is_active:
        raise Refused(_("This account is closed. Please call your community."))
    return person


@transaction.atomic
def close(person: User, *, by: User, at: datetime) -> None:
    """Delete the account and its phone for good. Raises Refused for any account but one's own."""
    if not person.is_resident or by.pk != person.pk:
        raise Refused(_("Only its owner can delete an account."))
    subject = subject_of(person)
    User.objects.filter(pk=person.pk).delete()
    append("account.deleted", subject, by=actor_code(by), at=at)


def subject_of(person: User) -> str:
    """Its reference in the ledger."""
    return f"resident:{person.pk}"


def _holder(number: str) -> User | None:
    return User.objects.filter(phone__number_index=blind_index(number)).first()


def _open(number: str, at: datetime) -> User:
    """Two at once are one account: the index is unique, and the second finds the first."""
    try:
        with transaction.atomic():
            person = User(username=f"r-{secrets.token_hex(12)}", is_resident=True)
            person.set_unusable_password()
            person.save(force_insert=True)
            Phone.objects.create(
                person=person, number=normalise_phone(number), number_index=blind_index(number),
                verified_at=at,
            )  # fmt: skip
            append("account.opened", subject_of(person), by=actor_code(person), at=at)
    except IntegrityError:
        if holder := _holder(number):
            return holder
        raise
    return person
