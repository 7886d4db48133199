"""From a finished sheet to a placed order, past the gates that stop floods."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.orders.commands import Intake, place
from portal.orders.models import Order
from portal.orders.resident import gates
from portal.orders.resident.intake_forms import ContactForm, DetailsForm
from portal.orders.resident.sheet import Sheet
from portal.people.actors import Resident
from portal.people.models import User
from portal.places.models import Area
from portal.profiles.queries import in_force
from portal.services.models import Matter


class TooMany(Refused):
    """A gate is shut; `field` is where the sentence stands, None for the whole form."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


def submit(
    sheet: Sheet, contact: ContactForm, *, account: User | None, address: str, at: datetime
) -> Order:
    """Place the order of the sheet, into the account if there is one; the same sheet is the same order.

    Raises TooMany when a gate is shut, Refused when a rule says no.
    """
    if placed := Order.objects.filter(pk=sheet.key).first():
        return placed
    details = sheet.details(sheet.body)
    if not details.is_valid() or sheet.matter is None or sheet.area is None:
        raise Refused(_("Please look at steps 1 and 2 again: something is missing there."))
    intake = _intake(sheet.key, sheet.matter, sheet.area, details, contact)
    intake = replace(intake, account=account, echoes=sheet.echo)
    _pass_gates(sheet.key, intake.contact_phone, address, at, _gate_of_phone(sheet.area))
    return place(intake, by=Resident(sheet.key), at=at)


def _intake(
    key: UUID, matter: Matter, area: Area, details: DetailsForm, contact: ContactForm
) -> Intake:
    told, reached = details.cleaned_data, contact.cleaned_data
    return Intake(
        key=key, matter=matter, area=area, text=told["text"], place=told["place"],
        answers=details.answers(), consent=reached["consent"],
        contact_name=reached["contact_name"], contact_phone=reached["contact_phone"],
    )  # fmt: skip


def _gate_of_phone(area: Area) -> gates.Gate:
    """As many orders of one phone a day as the street allows."""
    profile = in_force(area)
    if profile is None:
        return gates.ORDERS_OF_PHONE
    return replace(gates.ORDERS_OF_PHONE, limit=profile.plan.limits.orders_of_phone)


def _pass_gates(key: UUID, phone: str, address: str, at: datetime, of_phone: gates.Gate) -> None:
    """So many orders a phone a day, two hundred an address an hour. Raises TooMany.

    A sheet counts once, however often it is sent.
    """
    if not of_phone.lets_in_once(phone, str(key), at):
        sentence = _(
            "%(most)d orders came from this phone today. What you wrote is kept; you can send it "
            "after %(time)s. If it cannot wait, call 12345."
        )
        again = of_phone.opens_again(at)
        said = {"most": of_phone.limit, "time": gates.moment(again)}
        raise TooMany(sentence % said, "contact_phone")
    if not gates.ORDERS_OF_ADDRESS.lets_in_once(address, str(key), at):
        sentence = _(
            "Very many orders came from this network just now. What you wrote is kept; please "
            "press the button again after %(time)s. If it cannot wait, call 12345."
        )
        again = gates.ORDERS_OF_ADDRESS.opens_again(at)
        raise TooMany(sentence % {"time": gates.moment(again)})
