"""Tests: as production where behaviour counts, fast where only time is lost."""

from .base import *
from .base import VAR

DEBUG = False
SECRET_KEY = "test-only-not-a-secret"
PRIVACY_KEYS = ["test-only-privacy-key"]
PRIVACY_INDEX_KEY = "test-only-index-key"
ALLOWED_HOSTS = ["*"]
ECHOWALL_CODE_SENDER = "portal.residents.senders.ConsoleSender"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
(VAR / "static").mkdir(parents=True, exist_ok=True)
