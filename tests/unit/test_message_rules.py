"""When a message may go and when to stop trying: plain values, no database."""

import datetime

import pytest
from django.utils import timezone

from portal.messages import rules, wording

NOON = timezone.make_aware(datetime.datetime(2026, 11, 20, 12, 0))


@pytest.mark.parametrize(
    ("clock", "night"),
    [("20:59", False), ("21:00", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_night_in_beijing(clock, night):
    hour, minute = map(int, clock.split(":"))
    assert rules.is_night(timezone.localtime(NOON).replace(hour=hour, minute=minute)) is night


@pytest.mark.parametrize(
    ("attempts", "asked", "minutes"),
    [(1, None, 1), (2, None, 2), (3, None, 4), (7, None, 64), (8, None, 120), (90, None, 120),
     (1, 600, 10), (1, 5, 1), (1, 999_999, 24 * 60)],
)  # fmt: skip
def test_the_growing_wait(attempts, asked, minutes):
    assert rules.wait_after(attempts, asked) == datetime.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("attempts", "final", "over"),
    [(1, False, False), (9, False, False), (10, False, True), (1, True, True)],
)
def test_when_to_give_up(attempts, final, over):
    assert rules.is_hopeless(attempts, final) is over


@pytest.mark.parametrize(("hours", "old"), [(71, False), (73, True), (-5, False)])
def test_what_is_too_old(hours, old):
    assert rules.is_old(NOON - datetime.timedelta(hours=hours), NOON) is old


@pytest.mark.parametrize(("clock", "day"), [("08:29", None), ("08:30", "2026-11-20")])
def test_whose_digest(clock, day):
    hour, minute = map(int, clock.split(":"))
    assert rules.digest_day(timezone.localtime(NOON).replace(hour=hour, minute=minute)) == day


@pytest.mark.parametrize(
    ("detail", "shown"),
    [("2026-12-01T09:30:00Z", "2026-12-01 17:30"), ("2026-12-15", "2026-12-15"),
     ("2026-12-01T09:30:00.000000Z", "2026-12-01 17:30"), (None, ""), ("", ""), ("soon", ""),
     ("2026-13-45", ""), (7, "")],
)  # fmt: skip
def test_moments_of_the_ledger(detail, shown):
    assert wording.moment(detail) == shown
