"""A code on its way to a phone: six digits, five minutes, five tries.

It waits in the session of whoever asked for it. The number is sealed there and of the code only a
keyed hash is kept, so that nobody who reads the sessions' table learns either.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime

from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from django.http import HttpRequest

from portal.privacy.fields import CannotDecrypt, seal, unseal
from portal.privacy.gates import DAY, Gate
from portal.privacy.keys import index_key
from portal.residents.senders import sender

KEPT_AS = "phone_code"
DIGITS = 6
LIVES_S = 5 * 60
MOST_TRIES = 5
# The session counts one try after the other; this counts those that come at the same time.
TRIES_OF_CODE = Gate("code-tries", MOST_TRIES, DAY)


class PhoneCode(AbstractCodeVerificationProcess):
    """allauth's process of a code, kept our way."""

    def __init__(self, request: HttpRequest, state: dict[str, object]) -> None:
        super().__init__(max_attempts=MOST_TRIES, timeout=LIVES_S, state=state)
        self.request = request

    @classmethod
    def begin(cls, request: HttpRequest, number: str, **kept: object) -> "PhoneCode":
        """A new code for this number, which replaces the one before it. Raises CouldNotSend."""
        state = cls.initial_state(user=None)
        state |= {"number": seal(number), "nonce": secrets.token_hex(16), **kept}
        process = cls(request, state)
        process.send()
        process.persist()
        return process

    @classmethod
    def of(cls, request: HttpRequest) -> "PhoneCode | None":
        """The code this device waits for; None when there is none or its time is over."""
        state = request.session.get(KEPT_AS)
        process: PhoneCode | None = cls(request, state).abort_if_invalid() if state else None
        return process

    @property
    def number(self) -> str:
        """The phone it went to, "" once the key that sealed it is gone."""
        try:
            return unseal(self.state["number"])
        except CannotDecrypt:
            return ""

    def send(self) -> None:
        """Make a code and bring it to the phone; known and unknown numbers alike."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self.state["code"] = self._hash(code)
        sender().send_code(self.number, code)

    def fits(self, typed: str, at: datetime) -> bool:
        """Count the try, then compare; the time it takes tells nothing."""
        code = "".join(c for c in unicodedata.normalize("NFKC", typed) if c.isalnum())
        may_try = TRIES_OF_CODE.lets_in(self.state["nonce"], at)
        return hmac.compare_digest(self.code, self._hash(code)) and may_try

    def persist(self) -> None:
        """Keep it in the session."""
        self.request.session[KEPT_AS] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(KEPT_AS, None)

    def _hash(self, code: str) -> str:
        message = f"{self.state['nonce']}\0{code}".encode()
        return hmac.new(index_key("codes"), message, hashlib.sha256).hexdigest()
