"""Finds a row by contact data without storing the contact data: a keyed hash beside the ciphertext.

Whoever has the database but not PRIVACY_INDEX_KEY cannot try all telephone numbers against it.
"""

import hashlib
import hmac
import re

from portal.privacy.keys import index_key
from portal.privacy.plain import plain

_LOOKS_LIKE_PHONE = re.compile(r"[+(]{0,2}[0-9][0-9 ()+.·-]{5,24}")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def normalise_phone(value: str) -> str:
    """Digits of a Chinese number, without +86: "+86 138-0013-8000" and "13800138000" are one."""
    compact = re.sub(r"[^0-9+]", "", plain(value))
    national = _COUNTRY.sub("", compact, count=1) if _COUNTRY.match(compact) else compact
    digits = national.replace("+", "")
    return digits[1:] if _MOBILE.fullmatch(digits[1:]) and digits[0] == "0" else digits


def is_mobile(value: str) -> bool:
    """Whether this is a mobile number of mainland China, however it is written."""
    return _MOBILE.fullmatch(normalise_phone(value)) is not None


def normalise(value: str) -> str:
    """One spelling of one value: telephone numbers as digits, else no spaces and no case."""
    text = plain(value).strip()
    if _LOOKS_LIKE_PHONE.fullmatch(text):
        return normalise_phone(text)
    return re.sub(r"\s+", "", text).casefold()


def blind_index(value: str) -> str:
    """HMAC-SHA256 of the normalised value, 64 hexadecimal digits: equal for equal values."""
    return hmac.new(index_key("blind"), normalise(value).encode(), hashlib.sha256).hexdigest()
