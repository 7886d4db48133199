"""Turns the secrets in settings into keys, one purpose one key. Knows nothing of what they seal."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@lru_cache(maxsize=32)
def derive(secret: str, purpose: str) -> bytes:
    """A 32-byte key that serves this purpose only, so that one leaked key opens one thing."""
    info = f"echowall/privacy/{purpose}/v1".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())


@lru_cache(maxsize=8)
def _ring(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [base64.urlsafe_b64encode(derive(secret, "fields")) for secret in secrets]
    return MultiFernet([Fernet(key) for key in keys])


def field_keys() -> MultiFernet:
    """The first of PRIVACY_KEYS encrypts, every one of them decrypts: old keys stay behind it."""
    secrets = tuple(settings.PRIVACY_KEYS)
    if not secrets or not all(secrets):
        raise ImproperlyConfigured("PRIVACY_KEYS must name at least one secret, none of them empty")
    return _ring(secrets)


def index_key(purpose: str) -> bytes:
    """The key of an HMAC: for "blind" indexes of contact data, or for rate "limits"."""
    secret = settings.PRIVACY_INDEX_KEY
    if not secret:
        raise ImproperlyConfigured("PRIVACY_INDEX_KEY must be a secret of its own, not empty")
    return derive(secret, purpose)
