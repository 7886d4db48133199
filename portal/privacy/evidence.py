"""Tells a real number from one that only looks like it, by the digits alone."""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_id_checksum(number: str) -> bool:
    """GB 11643: the last of the 18 characters follows from the 17 before it."""
    body, last = number[:17], number[17].upper()
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK[total % 11] == last


def is_id_number(text: str) -> bool:
    """GB 11643: a real birthday, and 18 characters. A mistyped check digit still names a person."""
    number = _digits(text)
    return _is_day(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_id_number_in_a_run(text: str) -> bool:
    """Run into other digits, nothing but the checksum tells it from a serial number."""
    return is_id_number(text) and is_id_checksum(_digits(text))


def is_old_id_number(text: str) -> bool:
    """GB 11643-1989, 15 digits without a checksum: a real birthday of the twentieth century."""
    number = _digits(text)
    return _is_day(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))


def is_card_number(text: str) -> bool:
    """ISO/IEC 7812: the Luhn sum of a bank card ends in nought."""
    digits = [int(digit) for digit in reversed(_digits(text))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_plate(text: str) -> bool:
    """GA 36: at most three letters follow the letter of the town, so two digits at least."""
    return sum(char in "0123456789" for char in text) >= 2


def is_room(text: str) -> bool:
    """The last group of 12-3-401 is a room: storey, then a number that a landing can have."""
    room = int(re.findall(r"[0-9]+", text)[-1])
    return 1 <= room % 100 <= 40


def is_account(text: str) -> bool:
    """Letters alone are a word: an account that no colon introduces has a digit or a dash."""
    return any(char in "0123456789_-" for char in text)
