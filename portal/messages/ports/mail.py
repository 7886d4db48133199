"""E-mail to staff, through Django's mail; residents are never written to by mail."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from portal.messages.models import Message
from portal.messages.ports.port import Port, Undelivered
from portal.people.models import User


class Mail(Port):
    """One mail to one member of staff; the message's id is the mail's."""

    def send(self, message: Message) -> str:
        """Raises Undelivered."""
        kind, _colon, key = message.recipient.partition(":")
        person = User.objects.filter(pk=int(key)).first() if kind == "staff" else None
        if person is None or not person.is_active or not person.email:
            raise Undelivered("no_contact", final=True)
        reference = f"<{message.pk}@{settings.MAIL_FROM.rpartition('@')[2].rstrip('>')}>"
        mail = EmailMessage(
            _subject(message), message.text, settings.MAIL_FROM, [person.email],
            headers={"Message-ID": reference},
        )  # fmt: skip
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused:
            raise Undelivered("recipient_refused", final=True) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(_code(error), shut=True) from None
        return reference[:64]


def _subject(message: Message) -> str:
    if message.order is None:
        return _("Your daily digest")
    return _("Order %(number)s") % {"number": message.order.number}


def _code(error: Exception) -> str:
    return "timeout" if isinstance(error, TimeoutError) else "unreachable"
