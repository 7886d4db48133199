"""The one exception of the domain: a refusal, with the sentence the person is shown."""

from django.utils.functional import Promise


class Refused(Exception):
    """A rule says no. `sentence` is translated, says why and what to do; it names no personal data."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
