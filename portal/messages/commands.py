"""What staff and residents do with messages: templates, preferences, silence, another try."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.ledger.append import append
from portal.messages import placeholders, rules
from portal.messages.events import Event
from portal.messages.models import Message, Preference, Silence, Template
from portal.messages.words import Mode, Status, Why
from portal.orders.models import Order
from portal.people.actors import Resident, actor_code
from portal.people.models import User
from portal.privacy.guard import check_public_text


@transaction.atomic
def reword(
    event: Event, text: str, *, on: bool = True, seen: int, by: User, at: datetime
) -> Template:
    """A new version of a text; "" is the house's own. The older versions stay.

    Raises Refused when `by` is no administrator or somebody wrote since version `seen`, and
    ValidationError when the text names what is not on the list or holds personal data.
    """
    rules.check_editing(by)
    placeholders.check(text)
    check_public_text(text)
    versions = Template.objects.select_for_update().filter(
        event=event.code, audience=event.audience
    )
    last = max((row.version for row in versions), default=0)
    if last != seen:
        raise Refused(_("Somebody changed this text meanwhile. Below is how it stands now."))
    row = Template.objects.create(
        event=event.code, audience=event.audience, version=last + 1, text=text.strip(), on=on,
        made_by=by, made_at=at,
    )  # fmt: skip
    subject = f"template:{event.code}:{event.audience.value}"
    details = {"version": row.version, "default": not row.text, "on": on}
    append("template.changed", subject, by=actor_code(by), at=at, details=details)
    return row


def back_to_default(event: Event, *, seen: int, by: User, at: datetime) -> Template:
    """The house's own words again, as a new version. Raises Refused."""
    return reword(event, "", on=True, seen=seen, by=by, at=at)


def prefer(person: User, mode: str) -> None:
    """How often this person wants to be told. Raises Refused for a mode that there is not."""
    if mode not in Mode.values:
        raise Refused(_("Please choose how often."))
    Preference.objects.update_or_create(person=person, defaults={"mode": mode})


@transaction.atomic
def silence(order: Order, *, by: Resident, at: datetime) -> None:
    """The resident wants no messages about this order; what waits is not sent. Raises Refused."""
    _check_own(order, by)
    Silence.objects.get_or_create(order=order, defaults={"since": at})
    waiting = Message.objects.filter(
        recipient=f"resident:{order.pk}", status__in=(Status.QUEUED, Status.FAILED)
    )
    waiting.update(status=Status.SUPPRESSED, why=Why.OPTED_OUT, next_at=None)


def speak(order: Order, *, by: Resident) -> None:
    """The resident wants messages again, from now on. Raises Refused."""
    _check_own(order, by)
    Silence.objects.filter(order=order).delete()


def try_again(message: Message, *, by: User, at: datetime) -> None:
    """Queue a message that was given up, with all its tries. Raises Refused."""
    rules.check_retrying(by, message.order.area.path if message.order else "")
    again = Message.objects.filter(pk=message.pk, status=Status.GIVEN_UP)
    if not again.update(status=Status.QUEUED, attempts=0, next_at=at, error=""):
        raise Refused(_("This message waits to be sent, or has been sent meanwhile."))


def _check_own(order: Order, by: Resident) -> None:
    if by.order_id != order.pk:
        raise Refused(_("This order is not yours to work on."))


def try_all_again(*, by: User, at: datetime) -> int:
    """Queue everything that was given up, once a provider is well again. Raises Refused."""
    rules.check_editing(by)
    stuck = Message.objects.filter(status=Status.GIVEN_UP)
    return stuck.update(status=Status.QUEUED, attempts=0, next_at=at, error="")
