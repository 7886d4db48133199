"""The account. What a person may do hangs on posts (portal.places), not on the account."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff, a handler or a volunteer; or a resident, who may have one and has no rights.

    A resident's phone is kept by portal.residents; the user name says nothing about its owner.
    """

    display_name = models.CharField(_("Name shown to colleagues"), max_length=40, blank=True)
    is_resident = models.BooleanField(_("Resident"), default=False)

    class Meta:
        verbose_name = _("Account")
        verbose_name_plural = _("Accounts")
        constraints = [
            models.CheckConstraint(
                name="residents_are_no_staff",
                condition=models.Q(is_resident=False)
                | models.Q(is_staff=False, is_superuser=False),
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """What Wagtail calls a person in its lists."""
        return str(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """None for a resident, whatever group somebody put the account into."""
        return not self.is_resident and super().has_perm(perm, obj)

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        """None for a resident."""
        return not self.is_resident and super().has_perms(perm_list, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """None for a resident."""
        return not self.is_resident and super().has_module_perms(app_label)

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        """None for a resident."""
        return set() if self.is_resident else super().get_all_permissions(obj)
