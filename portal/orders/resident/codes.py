"""How numbers and query codes are shown, and how they are read from what people type."""

import re
import unicodedata

GROUPS = (4, 4, 2)
CODE_LENGTH = sum(GROUPS)
# Crockford: letters that look like digits are those digits.
LOOKALIKES = str.maketrans("OIL", "011")
YEAR_DIGITS = 4


def grouped(code: str) -> str:
    """7K3MQX2P9T as 7K3M-QX2P-9T."""
    starts = [sum(GROUPS[:place]) for place in range(len(GROUPS))]
    return "-".join(code[at : at + size] for at, size in zip(starts, GROUPS, strict=True))


def read_code(typed: str) -> str:
    """The code whatever its case, spaces, dashes and width; O is 0, I and L are 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return re.sub(r"[^0-9A-Z]", "", plain).translate(LOOKALIKES)


def read_number(typed: str) -> str:
    """The public number whatever stands between its digits: 2026000123 is 2026-000123."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed))
    return f"{digits[:YEAR_DIGITS]}-{digits[YEAR_DIGITS:]}"
