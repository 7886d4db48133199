"""What the log says: one line each, and no personal data in it."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal_data": {"()": "portal.privacy.logs.PersonalDataFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["personal_data"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django would add a handler of its own, without the filter.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # These tell every edit and every task at INFO.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # A line for every request to the search server says nothing when all is well.
        "elastic_transport": {"level": "WARNING"},
    },
}
