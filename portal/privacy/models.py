"""How often something was tried. Holds hashes and numbers: no address, no telephone number."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """Tries of one key in one bucket within one window of time. Written by `limits` only."""

    bucket_hash = models.CharField(_("what is counted, hashed"), max_length=64)
    window_start = models.BigIntegerField(_("start of the window, seconds since 1970"))
    expires = models.BigIntegerField(_("end of the window, seconds since 1970"), db_index=True)
    count = models.PositiveIntegerField(_("tries"))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(
                fields=["bucket_hash", "window_start"], name="privacy_one_tally_a_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bucket_hash[:8]} {self.window_start} {self.count}"
