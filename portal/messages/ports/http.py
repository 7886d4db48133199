"""One POST of JSON to a provider, and what its answer means. Follows no redirect, logs nothing.

Neither address nor body nor answer may reach a log: the first holds a key, the others a phone.
"""

import json
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from portal.messages.ports.port import Undelivered

# A provider answers in milliseconds; the worker waits no longer than this, however slowly it drips.
TIMEOUT_SECONDS = 5.0
ANSWER_MOST = 65536
OK_FROM, OK_TO = 200, 300
# Worth another try although the provider's fault is called ours.
PASSING = frozenset({408, 409, 423, 425, 429})
SERVER_ERROR = 500


def post(
    url: str, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS
) -> dict[str, Any]:
    """The JSON object that the provider answered with, {} for none. Raises Undelivered."""
    ends = time.monotonic() + timeout
    connection = _connection(url, timeout)
    try:
        parts = urlsplit(url)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        if not OK_FROM <= answer.status < OK_TO:
            raise _refusal(answer)
        return _object(_read(answer, ends))
    except TimeoutError:
        raise Undelivered("timeout", shut=True) from None
    except ConnectionRefusedError:
        raise Undelivered("refused", shut=True) from None
    except ssl.SSLError:
        raise Undelivered("tls", shut=True) from None
    except (OSError, HTTPException):
        raise Undelivered("cut", shut=True) from None
    finally:
        connection.close()


def _connection(url: str, timeout: float) -> HTTPConnection:
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=timeout)


def _read(answer: HTTPResponse, ends: float) -> bytes:
    """The body, in pieces: each piece has its own timeout, so the whole is watched as well."""
    found = b""
    while piece := answer.read1(4096):
        found += piece
        if time.monotonic() > ends:
            raise TimeoutError
        if len(found) > ANSWER_MOST:
            raise Undelivered("bad_answer", shut=True)
    return found


def _refusal(answer: HTTPResponse) -> Undelivered:
    passing = answer.status in PASSING or answer.status >= SERVER_ERROR
    asked = answer.getheader("Retry-After", "")
    seconds = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else None
    return Undelivered(
        f"http_{answer.status}", final=not passing, shut=passing, retry_after=seconds
    )


def _object(text: bytes) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        raise Undelivered("bad_answer", shut=True) from None
    return found if isinstance(found, dict) else {}
