"""A sender of codes for tests: what went out lies in `SENT`, the newest last."""

from portal.residents.senders import CouldNotSend

SENT: list[tuple[str, str]] = []


class Outbox:
    """Keeps each number with its code."""

    def send_code(self, number: str, code: str) -> None:
        SENT.append((number, code))


class Broken:
    """A service that is down."""

    def send_code(self, number: str, code: str) -> None:
        raise CouldNotSend("the service answered 503")
