"""The phone of a resident's account: sealed, and found by its blind index alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import EncryptedTextField


class Phone(models.Model):
    """One verified number, one account. A number that was only typed is kept nowhere."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="phone"
    )
    number = EncryptedTextField(_("Phone"))
    number_index = models.CharField(max_length=64, unique=True)
    verified_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Phone of a resident")
        verbose_name_plural = _("Phones of residents")
        default_permissions = ()
