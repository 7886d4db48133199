"""Residents' accounts: a verified phone, a code to sign in, and no right beyond their own orders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "portal.residents"
    label = "residents"
    verbose_name = _("Residents")
