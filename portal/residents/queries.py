"""Reading the phone of a resident's account; for its owner and for proofs, never for a list."""

from portal.people.models import User
from portal.residents.models import Phone


def phone_of(person: User) -> Phone | None:
    """The verified phone, None for staff."""
    return Phone.objects.filter(person=person).first()


def index_of(person: User) -> str:
    """The blind index of that phone, "" where there is none."""
    phone = phone_of(person)
    return phone.number_index if phone else ""
