"""Production: refuses to start half-configured, and says what to set."""

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "a long random text that signs sessions",
    "PRIVACY_KEYS": "comma-separated secrets that encrypt contact data; the first encrypts, all decrypt",
    "PRIVACY_INDEX_KEY": "the secret of the blind index of phone numbers; never change it",
    "DATABASE_URL": "postgres://user:password@host:5432/echowall",
    "ALLOWED_HOSTS": "comma-separated host names, for instance www.example.gov.cn",
    "ECHOWALL_BASE_URL": "the public address, for instance https://www.example.gov.cn",
    "ECHOWALL_VAR": "the folder for uploads, static files and the search index",
}
missing = [name for name in REQUIRED if not os.environ.get(name)]
if missing:
    lines = "\n".join(f"  {name}: {REQUIRED[name]}" for name in missing)
    raise ImproperlyConfigured(
        f"Echowall does not start without these environment variables:\n{lines}\n"
        "Set them in the service's environment; docs/operations.md explains each."
    )

from .base import *  # noqa: E402
from .base import ECHOWALL_CODE_SENDER, env  # noqa: E402

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
PRIVACY_KEYS = env.list("PRIVACY_KEYS")
PRIVACY_INDEX_KEY = env.str("PRIVACY_INDEX_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [env.str("ECHOWALL_BASE_URL")]

SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
FRONT_SERVERS = env.int("FRONT_SERVERS", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Asked from inside the house, where nobody speaks TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# The console's reader would have the code of every resident.
if ECHOWALL_CODE_SENDER.endswith(".ConsoleSender"):
    raise ImproperlyConfigured(
        "ECHOWALL_CODE_SENDER names the console, which is for development. Name the class of your "
        "SMS service, or leave it empty: then no page offers to sign in."
    )

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Wagtail shows its previews in a frame of the same site, so DENY is not for us.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
