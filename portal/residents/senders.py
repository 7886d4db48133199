"""What brings a code to a phone. The setting ECHOWALL_CODE_SENDER names the class.

A sender is built without arguments and raises CouldNotSend when the message did not go out.
"""

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class CouldNotSend(Exception):
    """The message did not go out; its text is for the log and holds no number."""


class Sender(Protocol):
    """The port: one method."""

    def send_code(self, number: str, code: str) -> None:
        """Bring the code to the phone. Raises CouldNotSend."""


class ConsoleSender:
    """For development: the code stands in the server's log. Production refuses to start with it."""

    def send_code(self, number: str, code: str) -> None:
        """One line, with the end of the number only."""
        logger.warning("sign-in code for the phone that ends in %s: %s", number[-4:], code)


def offered() -> bool:
    """Whether signing in is offered at all: not without a sender."""
    return bool(settings.ECHOWALL_CODE_SENDER)


def sender() -> Sender:
    """The one that the setting names."""
    chosen: Sender = import_string(settings.ECHOWALL_CODE_SENDER)()
    return chosen
