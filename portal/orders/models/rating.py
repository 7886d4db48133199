"""The resident's word on an answer, and the calls that asked for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.orders.models.choices import Heard, Satisfied, Solved
from portal.orders.models.order import Order


class CallBack(models.Model):
    """One attempt to ask the resident by telephone how the answer was; reached or not."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="call_backs")
    # Whose answer was asked about, when the order was merged into another.
    lead = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    round = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(_("Attempt"))
    reached = models.BooleanField(_("Reached"))
    note = models.TextField(_("Note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("Call-back")
        verbose_name_plural = _("Call-backs")
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="call_back_attempts_counted",
                fields=["order", "round", "attempt"],
                condition=Q(lead__isnull=True),
            ),
            models.UniqueConstraint(
                name="call_back_attempts_counted_merged",
                fields=["order", "lead", "round", "attempt"],
                condition=Q(lead__isnull=False),
            ),
        ]


class Rating(models.Model):
    """Two answers and the last word on publication; one of each reporter for each round."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="ratings")
    # Whose answer is rated, when the order was merged into another; `round` is then its round.
    lead = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="merged_ratings"
    )
    round = models.PositiveSmallIntegerField()
    solved = models.CharField(_("Solved?"), max_length=6, choices=Solved)
    satisfied = models.PositiveSmallIntegerField(_("Satisfied?"), choices=Satisfied)
    comment = models.TextField(_("Comment"), blank=True)
    heard = models.CharField(_("How it reached us"), max_length=8, choices=Heard)
    call_back = models.OneToOneField(
        CallBack, models.PROTECT, null=True, blank=True, related_name="rating"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_rating_a_round",
                fields=["order", "round"],
                condition=Q(lead__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_rating_a_round_merged",
                fields=["order", "lead", "round"],
                condition=Q(lead__isnull=False),
            ),
            models.CheckConstraint(name="rating_five_levels", condition=Q(satisfied__range=(1, 5))),
            models.CheckConstraint(
                name="rating_known_solved", condition=Q(solved__in=Solved.values)
            ),
            # The resident's own word: with the order's key, or in a call that is on record.
            models.CheckConstraint(
                name="rating_is_the_residents_word",
                condition=Q(heard="callback", call_back__isnull=False)
                | Q(heard__in=["code", "link", "account"], call_back__isnull=True),
            ),
        ]
