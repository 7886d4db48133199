"""SMS through a provider's HTTP interface: JSON, signed with HMAC. docs/operations.md has its shape."""

import hashlib
import hmac
import json
import re
import time

from django.conf import settings

from portal.messages.models import Message
from portal.messages.ports.http import post
from portal.messages.ports.port import Port, Undelivered

REFERENCE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class Sms(Port):
    """To the phone that the order holds, read and unsealed at this moment and kept nowhere else."""

    def send(self, message: Message) -> str:
        """Raises Undelivered."""
        phone = message.order.contact_phone if message.order else ""
        if not phone:
            raise Undelivered("no_contact", final=True)
        given = {
            "to": phone,
            "sign": settings.SMS_SIGN,
            "text": message.text,
            "id": str(message.pk),
        }
        body = json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()
        headers = signed(body, str(int(time.time()))) | {"Idempotency-Key": str(message.pk)}
        answer = post(settings.SMS_URL, body, headers, settings.MESSAGES_TIMEOUT)
        reference = str(answer.get("id") or "")
        return reference if REFERENCE.fullmatch(reference) and reference != phone else ""


def signed(body: bytes, timestamp: str) -> dict[str, str]:
    """Key, moment, and HMAC-SHA256 over the moment, a line feed and the body."""
    secret = settings.SMS_SECRET.encode()
    digest = hmac.new(secret, timestamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()
    return {
        "X-Key-Id": settings.SMS_KEY_ID,
        "X-Timestamp": timestamp,
        "X-Signature": digest,
    }
