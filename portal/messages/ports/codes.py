"""Brings a sign-in code to a phone through the same SMS provider (ECHOWALL_CODE_SENDER names this class).

At once and not through the outbox: a code is good for five minutes, and is kept nowhere.
"""

import json
import time
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext

from portal.messages.ports.http import post
from portal.messages.ports.port import Undelivered
from portal.messages.ports.sms import signed
from portal.residents.senders import CouldNotSend


class SmsCodes:
    """A sender of portal.residents."""

    def send_code(self, number: str, code: str) -> None:
        """Raises CouldNotSend."""
        text = gettext("Your sign-in code is %(code)s, good for 5 minutes. Tell it to nobody.")
        key = uuid4().hex
        given = {"to": number, "sign": settings.SMS_SIGN, "text": text % {"code": code}, "id": key}
        body = json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()
        headers = signed(body, str(int(time.time()))) | {"Idempotency-Key": key}
        try:
            post(settings.SMS_URL, body, headers, settings.MESSAGES_TIMEOUT)
        except Undelivered as failure:
            raise CouldNotSend(str(failure)) from None
