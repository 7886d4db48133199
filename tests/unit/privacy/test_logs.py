"""No log line carries personal data, wherever it stood in the record."""

import io
import json
import logging

import pytest

from portal.privacy.logs import PersonalDataFilter


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(PersonalDataFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.written = stream.getvalue
    return logger


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("call 13800138000", ()),
        ("call %s", ("13800138000",)),
        ("call %d", (13800138000,)),
        ("call %s", ({"phone": "13800138000"},)),
        ("call %(phone)s", ({"phone": "13800138000"},)),
        ("call %s %s", ("13800138000",)),
        ("call %d", ("13800138000",)),
        ("call", ("13800138000",)),
    ],
)
def test_message_and_arguments(written, message, arguments):
    written.warning(message, *arguments)
    assert "13800138000" not in written.written()
    assert "call" in written.written()


def test_a_harmless_line_stays_word_for_word(written):
    written.info("order 2026-000123 took %d ms (100%%)", 12)
    assert written.written() == "INFO order 2026-000123 took 12 ms (100%)\n"


def test_exception_and_stack(written):
    try:
        raise ValueError("bad number 13800138000")
    except ValueError:
        written.exception("failed", stack_info=True)
    assert "13800138000" not in written.written()
    assert "ValueError: bad number ***********" in written.written()
    assert "test_exception_and_stack" in written.written()


def test_an_exception_that_causes_another(written):
    try:
        try:
            raise KeyError("wang@qq.com")
        except KeyError as error:
            raise RuntimeError("11010519491231002X") from error
    except RuntimeError:
        written.exception("failed")
    assert "wang@qq.com" not in written.written()
    assert "11010519491231002X" not in written.written()


def test_extras_that_a_formatter_may_print():
    record = logging.makeLogRecord({"msg": "x", "phone": "13800138000", "tries": 3})
    assert PersonalDataFilter().filter(record)
    assert (record.phone, record.tries) == ("***********", 3)
    assert "1380013" not in json.dumps(record.__dict__, default=str)


def test_a_row_that_the_database_quotes_is_left_out(written):
    """PostgreSQL's errors hold the row that it refused, line breaks and all."""
    said = "violates order_state_known\nDETAIL:  Failing row contains (路灯\n\n不亮)."
    try:
        try:
            raise ValueError(said)
        except ValueError as error:
            raise RuntimeError(f"once more: {error}") from error
    except RuntimeError as error:
        written.exception("failed: %s", error)
    assert not {"路", "亮"} & set(written.written())
    assert written.written().count("violates order_state_known\nDETAIL: left out") == 3
    assert "RuntimeError: once more" in written.written()
