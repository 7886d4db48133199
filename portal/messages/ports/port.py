"""What a way of sending is: takes a message, answers with the provider's reference or raises."""

from portal.messages.models import Message


class Undelivered(Exception):
    """It did not go. `code` is a word for staff, never what a provider wrote (it may quote a phone).

    `final`: trying again is useless. `shut`: nothing goes this way just now. `retry_after` in seconds.
    """

    def __init__(
        self, code: str, *, final: bool = False, shut: bool = False, retry_after: int | None = None
    ) -> None:
        super().__init__(code)
        self.code, self.final, self.shut, self.retry_after = code, final, shut, retry_after


class Port:
    """Base of all ways. A message may come twice with the same `id` after a crash."""

    def send(self, message: Message) -> str:
        """Send it, and return the provider's reference. Raises Undelivered."""
        raise NotImplementedError
