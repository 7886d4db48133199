"""Messages, their templates, and who wants none. No column holds a resident's words or contact."""

import re
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.messages.words import TO_SEND, Audience, Channel, Mode, Status, Why
from portal.orders.models import Order

RENDERED_MOST = 800
ADDRESS = re.compile(r"https?://[^\s，。；]+")


class Template(models.Model):
    """One version of one text. The newest version counts; an empty text is the house's own."""

    event = models.CharField(_("Event"), max_length=40)
    audience = models.CharField(_("For whom"), max_length=12, choices=Audience)
    version = models.PositiveIntegerField(_("Version"))
    text = models.CharField(_("Text"), max_length=300, blank=True)
    on = models.BooleanField(_("Is sent"), default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("By whom"))
    made_at = models.DateTimeField(_("When"))

    class Meta:
        verbose_name = _("Message template")
        verbose_name_plural = _("Message templates")
        ordering = ["event", "audience", "-version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["event", "audience", "version"], name="template_versions_differ"
            )
        ]


class Message(models.Model):
    """One message to one recipient about one entry of the ledger; made once, whatever is rebuilt."""

    # The key of idempotency: entry, event and recipient. Providers are given `id` as theirs.
    key = models.CharField(max_length=160, unique=True)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.PositiveBigIntegerField(_("Ledger entry"), null=True)
    order = models.ForeignKey(
        Order, models.CASCADE, null=True, related_name="messages", verbose_name=_("Order")
    )
    event = models.CharField(_("Event"), max_length=40)
    audience = models.CharField(_("For whom"), max_length=12, choices=Audience)
    # "resident:<order>", "staff:7" or "group:<organisation>"; contacts are read when it is sent.
    recipient = models.CharField(_("To"), max_length=60)
    channel = models.CharField(_("Way of sending"), max_length=10, choices=Channel)
    text = models.CharField(_("Text"), max_length=RENDERED_MOST)
    urgent = models.BooleanField(_("Urgent"), default=False)
    happened_at = models.DateTimeField(_("Happened"))
    made_at = models.DateTimeField(_("Made"))

    status = models.CharField(_("State"), max_length=10, choices=Status)
    why = models.CharField(_("Reason"), max_length=12, choices=Why, blank=True)
    attempts = models.PositiveSmallIntegerField(_("Tries"), default=0)
    next_at = models.DateTimeField(_("Next try"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Sent at"), null=True, blank=True)
    reference = models.CharField(_("Provider's reference"), max_length=64, blank=True)
    error = models.CharField(_("Error"), max_length=40, blank=True)
    digest = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="gathered"
    )

    class Meta:
        verbose_name = _("Message")
        verbose_name_plural = _("Messages")
        ordering = ["-happened_at", "-seq"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["next_at"], name="message_due", condition=Q(status__in=list(TO_SEND))
            ),
            models.Index(fields=["order", "audience"], name="message_of_order"),
            models.Index(fields=["recipient", "-happened_at"], name="message_of_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_to_send_has_time",
                condition=~Q(status__in=list(TO_SEND)) | Q(next_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_sent_has_time",
                condition=~Q(status=Status.SENT) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_suppressed_says_why",
                condition=~Q(status=Status.SUPPRESSED) | ~Q(why=""),
            ),
        ]

    @property
    def on_its_page(self) -> str:
        """The text where its link would lead: an address in full would only be long."""
        return ADDRESS.sub(gettext("this page"), self.text)


class Preference(models.Model):
    """How often one member of staff wants to be told; no row means each message."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_preference"
    )
    mode = models.CharField(_("How often"), max_length=10, choices=Mode)

    class Meta:
        default_permissions = ()


class Silence(models.Model):
    """The resident of this order wants no messages; they are still shown on its page."""

    order = models.OneToOneField(Order, models.CASCADE, related_name="silence")
    since = models.DateTimeField(_("Since"))

    class Meta:
        default_permissions = ()
