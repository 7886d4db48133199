"""The fixed words of this room: audiences, channels, states, reasons. No database."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """For whom a message is written."""

    RESIDENT = "resident", _("Resident")
    HANDLER = "handler", _("Handler")
    CLERK = "clerk", _("Community clerk")
    COORDINATOR = "coordinator", _("Street coordinator")


class Channel(TextChoices):
    """The way a message goes."""

    PAGE = "page", _("Page only")
    CONSOLE = "console", _("Console")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    WECOM = "wecom", _("WeCom group")


class Status(TextChoices):
    """How far a message has come."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed, tried again later")
    GIVEN_UP = "given_up", _("Given up")
    SUPPRESSED = "suppressed", _("Not sent, shown only")


class Why(TextChoices):
    """Why a message is shown and not sent."""

    NONE = "", ""
    PAGE = "page", _("No way of sending is set up")
    OPTED_OUT = "opted_out", _("Wants no messages")
    NO_CONTACT = "no_contact", _("No phone or address is known")
    OLD = "old", _("Too old to be sent")
    ENOUGH = "enough", _("Enough messages for one day")
    OVERTAKEN = "overtaken", _("A later message took its place")
    DIGEST = "digest", _("Goes into the daily digest")


class Mode(TextChoices):
    """How often a member of staff wants to be told."""

    EACH = "each", _("Each message at once")
    DIGEST = "digest", _("One digest a day, 08:30")
    NONE = "none", _("No messages")


# Still to be sent, now or later.
TO_SEND = (Status.QUEUED, Status.FAILED)
