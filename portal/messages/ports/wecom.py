"""A staff group in WeCom (群机器人): one markdown message to the group's webhook."""

import json

from django.conf import settings

from portal.messages.models import Message
from portal.messages.ports.http import post
from portal.messages.ports.port import Port, Undelivered

# The robot takes 20 messages a minute and answers the next with this code.
TOO_OFTEN, A_MINUTE = 45009, 60
BUSY = frozenset({-1})
TEXT_MOST = 4096


class WeCom(Port):
    """To the group of one organisation; the address is a secret and comes from the settings."""

    def send(self, message: Message) -> str:
        """Raises Undelivered."""
        url = settings.WECOM_GROUPS.get(message.recipient.removeprefix("group:"))
        if not url:
            raise Undelivered("no_contact", final=True)
        text = message.text.encode()[:TEXT_MOST].decode(errors="ignore")
        given = {"msgtype": "markdown", "markdown": {"content": text}}
        body = json.dumps(given, ensure_ascii=False).encode()
        headers = {"Idempotency-Key": str(message.pk)}
        code = post(url, body, headers, settings.MESSAGES_TIMEOUT).get("errcode")
        if code == 0:
            return ""
        if code == TOO_OFTEN:
            raise Undelivered("errcode_45009", shut=True, retry_after=A_MINUTE)
        if code in BUSY or not isinstance(code, int):
            raise Undelivered("bad_answer", shut=True)
        raise Undelivered(f"errcode_{code}"[:40], final=True)
