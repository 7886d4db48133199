"""Append one entry, in the caller's transaction. The only writer of ledger rows."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from portal.ledger.chain import at_text, entry_hash
from portal.ledger.models import Entry

Detail = str | int | bool | None
# Codes and references: short, ASCII, and no run of digits long enough to be a phone or ID number.
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,64}")
LONG_NUMBER = re.compile(r"\d{11}")
# Written out: every verb waits for these three under the ledger's lock, and building them anew
# each time takes longer than running them.
LAST = "SELECT seq, hash FROM ledger_head WHERE id = 1"
INSERT_ENTRY = """
    INSERT INTO ledger_entry (seq, at_text, verb, subject, actor, details_text, prev_hash, hash)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
KEEP = "UPDATE ledger_head SET seq = %s, hash = %s WHERE id = 1"
# PostgreSQL takes both in one, so that the head is held for one answer less.
BOTH = f"WITH kept AS ({KEEP}) {INSERT_ENTRY}"
# PostgreSQL would look up the rows that new ones name at the commit, and wait there, the head in
# hand, for one whom somebody holds who waits for the head. Looked up here, the head is locked last.
CHECK_KEYS = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
PUBLIC_CODE = re.compile(r"[0-9]{12}|[0-9]{15}|20[0-9]{2}-[0-9]{6,9}")
SEPARATORS = re.compile(r"[.:/+-]")


def append(
    verb: str,
    subject: str,
    *,
    by: str,
    at: datetime,
    details: Mapping[str, Detail] | None = None,
) -> Entry:
    """Append one entry and return it; numbers have no gap and follow commit order.

    Call it last in the transaction: it locks the head until commit. Raises ValueError for a
    detail that is not a code, and TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The ledger is written with what it records.")
    text = json.dumps(
        _codes(verb, subject, by, details or {}), sort_keys=True, separators=(",", ":")
    )
    moment = at_text(at)
    with connection.cursor() as cursor:
        last, prev_hash = _take_head(cursor)
        seq = last + 1
        digest = entry_hash((prev_hash, seq, moment, verb, subject, by, text))
        row: dict[str, Any] = {
            "seq": seq, "at_text": moment, "verb": verb, "subject": subject, "actor": by,
            "details_text": text, "prev_hash": prev_hash, "hash": digest,
        }  # fmt: skip
        if connection.vendor == "postgresql":
            cursor.execute(BOTH, [seq, digest, *row.values()])
        else:
            cursor.execute(INSERT_ENTRY, [*row.values()])
            cursor.execute(KEEP, [seq, digest])
    return Entry(**row)


def _take_head(cursor: CursorWrapper) -> tuple[int, str]:
    """Number and hash of the last entry, locked; SQLite's transaction has the only lock there is."""
    if connection.vendor == "postgresql":
        cursor.execute(f"{CHECK_KEYS}; {LAST} FOR UPDATE")
        while cursor.nextset():
            pass
    else:
        cursor.execute(LAST)
    seq, digest = cursor.fetchone()
    return seq, digest


def _codes(verb: str, subject: str, by: str, details: Mapping[str, Detail]) -> dict[str, Detail]:
    for value in (verb, subject, by, *details, *details.values()):
        if isinstance(value, str) and not CODE.fullmatch(value):
            raise ValueError("The ledger keeps codes and references only.")
    for value in details.values():
        if not isinstance(value, str | int | None):
            raise ValueError("The ledger keeps codes and references only.")
        if _could_be_a_persons(value):
            raise ValueError("The ledger keeps no number that could be a person's.")
    return dict(details)


def _could_be_a_persons(value: Detail) -> bool:
    """Eleven digits in a row; with hyphens or a country code between them it is the same number."""
    text = str(value)
    if not re.search("[A-Za-z]", text):
        text = SEPARATORS.sub("", text)
    return LONG_NUMBER.search(text) is not None and not _is_public_code(value)


def _is_public_code(value: Detail) -> bool:
    """An area's code, or the number of an order from the millionth of its year on."""
    # DOMAIN 5: a community's code has 12 digits, a grid's 15; a mobile number has 11, an ID 18.
    return isinstance(value, str) and PUBLIC_CODE.fullmatch(value) is not None
