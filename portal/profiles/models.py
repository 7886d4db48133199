"""One version of one street's way of working. Nothing overwrites it: orders keep the one they began with."""

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.places.models import Area
from portal.profiles.plans import Plan


class Profile(models.Model):
    """The newest version of the nearest area above is in force for what is placed next."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="profiles", verbose_name=_("Area"))
    version = models.PositiveSmallIntegerField(_("Version"))
    preset = models.SlugField(_("Begun from"), max_length=20)
    says = models.JSONField(default=dict)
    published_at = models.DateTimeField(_("Published at"))
    published_by = models.CharField(_("Published by"), max_length=40)

    class Meta:
        verbose_name = _("Way of working")
        verbose_name_plural = _("Ways of working")
        ordering = ["area", "-version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["area", "version"], name="one_profile_per_version"),
            models.CheckConstraint(
                name="profile_versions_begin_at_one", condition=models.Q(version__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once. Raises TypeError for a version that stands already: orders live by it."""
        if not self._state.adding:
            raise TypeError("A published way of working is never changed; publish a new version.")
        super().save(*args, **kwargs)

    @cached_property
    def plan(self) -> Plan:
        """What it says."""
        return Plan.from_json(self.says)
