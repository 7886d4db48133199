"""The two exceptions that cross rooms: a rule refuses, or something outside is away."""

from django.utils.functional import Promise


class Refused(Exception):
    """A rule says no. `sentence` is translated, says why and what to do; it names no personal data."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Unavailable(Exception):
    """What a follower writes to is away. It is tried again until it is back, and nothing is parked."""
