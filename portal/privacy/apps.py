"""Registers the app. No rule lives here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Privacy: finding and masking personal data, encrypted fields, photos, rate limits."""

    name = "portal.privacy"
    label = "privacy"
    verbose_name = _("privacy")
    default_auto_field = "django.db.models.BigAutoField"
