"""The account. What a person may do hangs on posts (portal.places), not on the account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff, a handler or a volunteer. Residents need no account."""

    display_name = models.CharField(_("Name shown to colleagues"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("Account")
        verbose_name_plural = _("Accounts")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """What Wagtail calls a person in its lists."""
        return str(self)
