"""How often a code may be asked for and tried. Generous for an address: a whole hall may sit behind one.

No gate knows whether a number has an account, so a refusal tells nothing about it.
"""

from datetime import datetime

from django.conf import settings

from portal.privacy.gates import DAY, HOUR, QUARTER, Gate

SENT_TO_ADDRESS = Gate("code-address", 60, HOUR)
SENT_TO_PHONE = Gate("code-phone", 3, QUARTER)
SENT_TO_PHONE_DAILY = Gate("code-phone-day", 10, DAY)
TRIES_OF_ADDRESS = Gate("code-tries-address", 200, QUARTER)
TRIES_OF_PHONE = Gate("code-tries-phone", 20, HOUR)


def shut_for_sending(address: str, phone: str, at: datetime) -> Gate | None:
    """The gate that is shut, None when a code may go out."""
    everybody = Gate("code-all", settings.ECHOWALL_CODES_A_DAY, DAY)
    asked = ((SENT_TO_ADDRESS, address), (SENT_TO_PHONE, phone), (SENT_TO_PHONE_DAILY, phone),
             (everybody, ""))  # fmt: skip
    return next((gate for gate, key in asked if not gate.lets_in(key, at)), None)


def shut_for_trying(address: str, phone: str, at: datetime) -> Gate | None:
    """The gate that is shut, None when a code may be compared."""
    asked = ((TRIES_OF_ADDRESS, address), (TRIES_OF_PHONE, phone))
    return next((gate for gate, key in asked if not gate.lets_in(key, at)), None)
