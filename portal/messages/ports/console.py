"""The quiet default: a line in the log instead of a message. Says what and about which order, not whom."""

import logging

from portal.messages.models import Message
from portal.messages.ports.port import Port

logger = logging.getLogger(__name__)


class Console(Port):
    """For trials and for installations without a provider."""

    def send(self, message: Message) -> str:
        """One line, without phone and text."""
        number = message.order.number if message.order else "-"
        logger.info("message to %s: %s %s", message.audience, message.event, number)
        return ""
