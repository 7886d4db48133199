"""The public record of outcomes. It reads orders; orders do not know it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The room of cases and of the echo wall."""

    name = "portal.cases"
    verbose_name = _("Echo wall")
