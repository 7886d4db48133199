"""What comes in: the form under way, its photos, the counter of numbers."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.orders.models.order import Order
from portal.privacy.fields import EncryptedJSONField


class Draft(models.Model):
    """An intake form under way. Its key becomes the order's key, so a repeated submit is one order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = EncryptedJSONField(default=dict)
    updated_at = models.DateTimeField()


class Serial(models.Model):
    """The last public number of a year; numbers have no gap, so the public can count them."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Photo(models.Model):
    """A re-encoded picture, kept in the database so that it lives and dies with its order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="photos")
    order = models.ForeignKey(Order, models.CASCADE, null=True, blank=True, related_name="photos")
    jpeg = models.BinaryField()

    class Meta:
        verbose_name = _("Photo")
        verbose_name_plural = _("Photos")
        default_permissions = ()
