"""A logging filter that lets no personal data into a log, whoever wrote the line."""

import logging
import re
from typing import Any

from portal.privacy.finding import mask

_FORMATTER = logging.Formatter()
# PostgreSQL quotes the row that it refuses, in the resident's own words.
_QUOTED = re.compile(r"\nDETAIL: .*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)
_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # arguments that do not fit: keep both, masked
        return f"{record.msg} {record.args}"


def _clean(text: str) -> str:
    return mask(_QUOTED.sub("\nDETAIL: left out", text))


def _masked(value: Any) -> Any:
    return _clean(value) if isinstance(value, str) else value


class PersonalDataFilter(logging.Filter):
    """Masks message, arguments, traceback, stack and text extras of every record; drops none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record itself, so that handlers further on see nothing else."""
        record.msg, record.args = _clean(_message(record)), ()
        if record.exc_info:
            record.exc_text = record.exc_text or _FORMATTER.formatException(record.exc_info)
            record.exc_info = None  # a handler must not format the exception once more
        if record.exc_text:
            record.exc_text = _clean(record.exc_text)
        if record.stack_info:
            record.stack_info = _clean(record.stack_info)
        for name in record.__dict__.keys() - _OWN:
            setattr(record, name, _masked(getattr(record, name)))
        return True
