"""Profiles: how each street works, set by its staff."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "portal.profiles"
    label = "profiles"
    verbose_name = _("Ways of working")
