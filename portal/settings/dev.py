"""Development: nothing to set, everything on this machine."""

from .base import *
from .base import VAR

DEBUG = True
SECRET_KEY = "development-only-not-a-secret"
PRIVACY_KEYS = ["development-only-privacy-key"]
PRIVACY_INDEX_KEY = "development-only-index-key"
ALLOWED_HOSTS = ["*"]
ECHOWALL_CODE_SENDER = "portal.residents.senders.ConsoleSender"
VAR.mkdir(parents=True, exist_ok=True)
