"""One address that is fuzzed, and the device that opens it."""

from dataclasses import dataclass, field

from django.test import Client


@dataclass
class Target:
    """One address with what it may be given in the query string and in a form."""

    path: str
    client: Client
    query: dict[str, bytes] = field(default_factory=dict)
    fields: dict[str, bytes] | None = None

    @property
    def name(self) -> str:
        return f"{'POST' if self.fields is not None else 'GET'} {self.path}"


def quiet_client(user=None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client
