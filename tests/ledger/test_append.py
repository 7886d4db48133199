"""What the ledger takes, and what it refuses."""

import datetime
import re
import zoneinfo
from contextlib import nullcontext

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.ledger.append import append
from portal.ledger.chain import GENESIS, at_datetime, at_text
from portal.ledger.models import Entry, Head
from portal.ledger.verify import verify
from tests.ledger.chains import NOW, write

GOOD, BAD = nullcontext(), pytest.raises(ValueError, match="ledger keeps")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("gy-team", GOOD),
        ("2026-000123", GOOD),
        ("2026-1000000", GOOD),
        ("2026-11-22", GOOD),
        (5, GOOD),
        (True, GOOD),
        (None, GOOD),
        ("", GOOD),
        ("a" * 64, GOOD),
        ("990101001001", GOOD),
        ("990101001001001", GOOD),
        ("a" * 65, BAD),
        ("张三", BAD),
        ("two words", BAD),
        ("line\nfeed", BAD),
        ("x@example.com", BAD),
        ("13800138000", BAD),
        (13800138000, BAD),
        ("138-0013-8000", BAD),
        ("1380-0138000", BAD),
        ("2026-0013-8000", BAD),
        ("+86-138-0013-8000", BAD),
        ("tel:13800138000", BAD),
        ("11010519491231002X", BAD),
        ("110105194912310021", BAD),
        (["张三"], BAD),
        ({"name": "张三"}, BAD),
        (1.5, BAD),
    ],
)
def test_details_are_codes_and_references(value, outcome):
    with outcome:
        entry = append("order.placed", "order:1", by="resident", at=NOW, details={"key": value})
        assert Entry.objects.get(pk=entry.pk).details == {"key": value}


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["verb", "subject", "by", "key"])
@pytest.mark.parametrize(("value", "outcome"), [("code:1", GOOD), ("张三", BAD), ("a b", BAD)])
def test_every_part_is_a_code(field, value, outcome):
    parts = {"verb": "order.placed", "subject": "order:1", "by": "resident", "key": "key"}
    parts[field] = value
    with outcome:
        append(parts["verb"], parts["subject"], by=parts["by"], at=NOW, details={parts["key"]: 1})
    assert Entry.objects.count() == (outcome is GOOD)


class TestNoPerson(TestCase):
    """Whatever is handed in, no Chinese and no long number gets into the details."""

    @given(st.one_of(st.text(max_size=70), st.from_regex(r"[0-9+./-]{5,30}", fullmatch=True)))
    def test_nothing_of_a_person_gets_in(self, value):
        try:
            entry = append("order.placed", "order:1", by="resident", at=NOW, details={"k": value})
        except ValueError:
            return
        digits = value if value.upper() != value.lower() else "".join(filter(str.isdigit, value))
        assert entry.details_text.isascii()
        public = len(value) in (12, 15) or re.fullmatch(r"20\d\d-\d{6,9}", value)
        assert len(digits) < 11 or not digits.isdigit() or public


def test_an_entry_outside_a_transaction_is_refused(real_database):
    with pytest.raises(transaction.TransactionManagementError):
        append("order.placed", "order:1", by="resident", at=NOW)
    with transaction.atomic():
        append("order.placed", "order:1", by="resident", at=NOW)
    assert Entry.objects.count() == Head.objects.get(pk=1).seq == 1


@pytest.mark.django_db
def test_numbers_have_no_gap_even_where_a_transaction_was_undone():
    write(2)
    with transaction.atomic():
        write(3)
        transaction.set_rollback(True)
    write(2)
    assert list(Entry.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert verify().fault is None


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before():
    first, second, third = write(3)
    assert (first.prev_hash, second.prev_hash, third.prev_hash) == (
        GENESIS,
        first.hash,
        second.hash,
    )
    head = Head.objects.get(pk=1)
    assert (head.seq, head.hash) == (3, third.hash)


def test_the_moment_is_kept_to_the_microsecond_in_utc():
    beijing = datetime.datetime(2026, 11, 22, 8, 0, 0, 7, zoneinfo.ZoneInfo("Asia/Shanghai"))
    assert at_text(beijing) == "2026-11-22T00:00:00.000007Z"
    assert at_datetime(at_text(beijing)) == beijing
