"""What staff wrote while handling an order: words of a step, answers, the parts of other units."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.orders.models.choices import AssistState
from portal.orders.models.order import Order
from portal.orders.states import Verb
from portal.places.models import Organisation


class Remark(models.Model):
    """The words that went with a step; the ledger keeps only that the step was taken."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="remarks")
    verb = models.CharField(max_length=20, choices=Verb)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()


class Answer(models.Model):
    """The four elements (DOMAIN 3.5): when received, with whom spoken, what was done, by when."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="answers_given")
    round = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField(_("When received"))
    spoken_with = models.CharField(_("With whom spoken"), max_length=60)
    done = models.TextField(_("What was done"))
    finished_by = models.CharField(_("By when"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["round"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["order", "round"], name="one_answer_a_round")
        ]


class Assist(models.Model):
    """The part of a second unit in an order that another one leads: what is asked, who does it."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="assists")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assists", verbose_name=_("Assisting unit")
    )
    what = models.TextField(_("What is asked"))
    state = models.CharField(
        _("State"), max_length=10, choices=AssistState, default=AssistState.ASKED
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="accepted_assists", verbose_name=_("Handler"),
    )  # fmt: skip
    # What was done, why it was given back, or why it was called off.
    outcome = models.TextField(_("What was done"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="asked_assists"
    )
    asked_at = models.DateTimeField(_("Asked"))
    accepted_at = models.DateTimeField(_("Accepted"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Ended"), null=True, blank=True)

    OPEN = (AssistState.ASKED, AssistState.ACCEPTED)

    class Meta:
        verbose_name = _("Assist")
        verbose_name_plural = _("Assists")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["unit", "state"], name="assist_unit_state")]
        constraints = [
            models.CheckConstraint(
                name="assist_state_known", condition=Q(state__in=AssistState.values)
            ),
            models.UniqueConstraint(
                name="one_open_assist_a_unit",
                fields=["order", "unit"],
                condition=Q(state__in=["asked", "accepted"]),
            ),
            models.CheckConstraint(
                name="assist_accepted_by_somebody",
                condition=~Q(state__in=["accepted", "done"])
                | Q(handler__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assist_ended_has_date",
                condition=Q(state__in=["asked", "accepted"], ended_at__isnull=True)
                | (~Q(state__in=["asked", "accepted"]) & Q(ended_at__isnull=False)),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the lead still waits for it."""
        return self.state in self.OPEN
