"""One way of writing for many: full-width and circled digits, odd dashes, invisible characters.

Character by character and never longer or shorter, so that a position here is a position in the
original.
"""

import unicodedata

SPACES = {"Zs", "Cf", "Mn", "Me"}


def _plain_character(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in SPACES or char == "\t":
        return " "
    if category == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


class _Table(dict[int, str]):
    """A translation table that fills itself with the characters that really occur."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_character(chr(code))
        return self[code]


_TABLE = _Table()


def plain(text: str) -> str:
    """The same text in one way of writing, of exactly the same length."""
    return text.translate(_TABLE)
