"""Settings that every installation shares. Secrets and addresses come from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .logs import *
from .messages import *

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.str("ECHOWALL_VAR", default=str(BASE_DIR / "var")))
THEME = env.str("ECHOWALL_THEME", default="default")
THEME_DIR = BASE_DIR / "themes" / THEME

INSTALLED_APPS = [
    "portal.people",
    "portal.residents",
    "portal.places",
    "portal.privacy",
    "portal.ledger",
    "portal.worktime",
    "portal.services",
    "portal.profiles",
    "portal.orders",
    "portal.cases",
    "portal.messages",
    "portal.exchange",
    "portal.figures",
    "portal.sheets",
    "portal.pages",
    "portal.demo",
    "search",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.privacy.addresses.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.ledger.publishing.AtomicAdminPosts",
]

# How many servers hand a request on to this one; rate limits count the address the outermost saw.
FRONT_SERVERS = env.int("FRONT_SERVERS", default=0)

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEME_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.pages.context.site_frame",
            ],
        },
    }
]

# The database file outlives a power cut (synchronous FULL); writers queue instead of failing
# (IMMEDIATE, timeout; portal/sqlite3). ATOMIC_REQUESTS stays off: every GET would take the write lock.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
}


def database_from(url: str) -> dict[str, object]:
    """The connection settings for a DATABASE_URL (`sqlite:///path` or `postgres://…`)."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["ENGINE"] = "portal.sqlite3"  # writers queue
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = 60
        config["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 5}
    return config


DATABASES = {
    "default": database_from(
        env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'echowall.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Residents sign in by a code on their phone (portal.residents); allauth's own pages have no address.
ACCOUNT_ADAPTER = "portal.residents.adapter.Residents"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# What sends the code: the dotted path of a class like those of portal/residents/senders.py. Without
# one no page offers to sign in; number and query code open an order all the same.
ECHOWALL_CODE_SENDER = env.str("ECHOWALL_CODE_SENDER", default="")
# Messages cost money: so many codes a day in the whole installation.
ECHOWALL_CODES_A_DAY = env.int("ECHOWALL_CODES_A_DAY", default=5000)
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "/desk/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# portal/locale holds what Wagtail's own Chinese catalogue lacks.
LOCALE_PATHS = [
    THEME_DIR / "locale",
    BASE_DIR / "search" / "locale",
    BASE_DIR / "portal" / "locale",
]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [THEME_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# Editors' pictures come from this process on a trial machine; in production from the front server.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)

WAGTAIL_SITE_NAME = "回音壁"
WAGTAILADMIN_BASE_URL = env.str("ECHOWALL_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Accounts have no mail address: an administrator gives a new password.
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Nothing is fetched from foreign sites.
WAGTAILEMBEDS_FINDERS: list[object] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Wagtail's default backend finds no Chinese word inside a title.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.pages.released.publish_released"
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.pages.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp", "avif": "avif"}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv", "txt", "zip"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "portal.orders.resident.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Wagtail's admin still has inline scripts and styles, so the policy is for everything else.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# Several installations may share one server; each index name begins with this.
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="echowall")

# Each reads the ledger from its own bookmark; `manage.py work` runs them in this order.
ECHOWALL_FOLLOWERS = [
    "portal.cases.follower.CaseDraftFollower",
    "search.follower.SearchFollower",
    "portal.messages.follower.MessageFollower",
]
# What happens because time passes; `manage.py work` runs these as well.
ECHOWALL_CLOCKS = [
    "portal.ledger.scheduled.publish_due",
    "portal.places.commands.settle_groups",
    "portal.services.commands.turn_day",
    "portal.orders.commands.drafts.purge",
    "portal.orders.clocks.winding.wind",
    "portal.exchange.commands.carry_on",
    "portal.messages.digest.write_digests",
    # Last: what the clocks above wrote is told in the same round.
    "portal.messages.outbox.send_due",
]
