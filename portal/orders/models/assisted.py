"""What staff do for a resident: write the order down, hand the code over, open the contact data."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.orders.models.choices import Agreed, OpeningReason
from portal.orders.models.order import Order


class Agreement(models.Model):
    """What the resident was asked aloud and said, and who wrote that down (DOMAIN 8: PIPL 23)."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="agreements")
    to = models.CharField(_("Asked"), max_length=10, choices=Agreed)
    given = models.BooleanField(_("Agreed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["order", "to"], name="one_agreement_of_a_kind"),
            models.CheckConstraint(name="agreement_known", condition=Q(to__in=Agreed.values)),
        ]


class Handover(models.Model):
    """The query code of an order written down by staff, which they may see once to hand it over."""

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="handover")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()


class ContactOpening(models.Model):
    """Somebody of staff opened a resident's contact data: who, when, why. Never changed."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="contact_openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("Reason"), max_length=12, choices=OpeningReason)
    note = models.CharField(_("In your words"), max_length=200, blank=True)
    # Taken out with a list rather than read on a page.
    exported = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["order", "by", "-at"], name="opening_order_by_at")]
        constraints = [
            models.CheckConstraint(
                name="opening_reason_known", condition=Q(reason__in=OpeningReason.values)
            ),
            models.CheckConstraint(
                name="other_opening_reason_is_written",
                condition=~Q(reason="other") | ~Q(note=""),
            ),
        ]


class SavedFilter(models.Model):
    """A choice of the list that one person keeps under a name of their own."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("Name of the filter"), max_length=20)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_filter_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name
