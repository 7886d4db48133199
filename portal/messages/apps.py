"""Messages: who is told what, when, and by which way."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.messages.config import check_configured


class MessagesConfig(AppConfig):
    name = "portal.messages"
    # Django's own framework of one-off messages is called "messages" already.
    label = "order_messages"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """A half-configured way of sending stops the start, not the first message."""
        check_configured()
