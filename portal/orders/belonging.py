"""What an order keeps for its resident: whose account it is in, which one it is like, when to ring."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ring(models.TextChoices):
    """When the resident would like to be rung up; a wish, not an appointment."""

    ANY = "any", _("At any time")
    MORNING = "morning", _("In the morning (9–12)")
    AFTERNOON = "afternoon", _("In the afternoon (14–17)")
    EVENING = "evening", _("In the evening (18–20)")


class Belongs(models.Model):
    """Columns of Order. An order needs no account, and outlives it."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="own_orders"
    )
    # The resident's word that somebody else asked for the same; merging is the clerk's decision.
    echoes = models.ForeignKey(
        "orders.Order", models.SET_NULL, null=True, blank=True, related_name="echoed_by"
    )
    ring = models.CharField(_("Please ring me"), max_length=10, choices=Ring, blank=True)
    ring_wished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def wants_ring(self) -> bool:
        """Whether the wish still stands: nobody spoke with the resident since."""
        spoken = getattr(self, "contacted_at", None)
        return bool(
            self.ring and self.ring_wished_at and not (spoken and spoken > self.ring_wished_at)
        )
