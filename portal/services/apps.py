"""What can be ordered: matters, their questions, their promise. Edited by staff, not coded."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "portal.services"
    label = "services"
    verbose_name = _("Service menu")

    def ready(self) -> None:
        """Hear what Wagtail publishes, whichever process publishes it."""
        import_module("portal.services.publishing")
